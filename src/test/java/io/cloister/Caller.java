package io.cloister;

import static io.cloister.SlowMachines.PATIENCE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls the running product as one caller: nobody, a program with a token, or a browser. */
public final class Caller {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final int port;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  private Caller(int port) {
    this.port = port;
  }

  public static Caller nobody(int port) {
    return new Caller(port);
  }

  public static Caller withToken(int port, String token) {
    return new Caller(port).with("Authorization", "Bearer " + token);
  }

  /** The administrator's program. */
  public static Caller admin(int port) {
    return withToken(port, Running.TOKEN);
  }

  /** A browser that signed in on the page. */
  public static Caller signedIn(int port, String name, String password) {
    var caller = new Caller(port);
    var answer = caller.submit("/sign-in", "/sign-in", Map.of("name", name, "password", password));
    if (answer.statusCode() != 303) {
      throw new IllegalStateException("sign-in answered " + answer.statusCode());
    }
    return caller;
  }

  /** Sends this header with every request from now on. */
  public Caller with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  public Map<String, String> cookies() {
    return cookies;
  }

  public HttpResponse<String> get(String path) {
    return send("GET", path, BodyPublishers.noBody(), Map.of());
  }

  public HttpResponse<String> delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), Map.of());
  }

  /** Sends JSON. */
  public HttpResponse<String> send(String method, String path, String json) {
    return send(
        method, path, BodyPublishers.ofString(json), Map.of("Content-Type", "application/json"));
  }

  public HttpResponse<String> post(String path, String json) {
    return send("POST", path, json);
  }

  /** Makes a collection of this name. */
  public void makeCollection(String name) {
    var answer = post("/api/v1/collections", "{\"name\":\"%s\"}".formatted(name));
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(name + " is no collection: " + answer.body());
    }
  }

  /** Opens a page and submits a form with the token that the page carries. */
  public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
    var all = new LinkedHashMap<>(fields);
    var token = formToken(page);
    if (!token.isEmpty()) {
      all.put("_csrf", token);
    }
    return form(action, all);
  }

  /** Submits a form as it is. */
  public HttpResponse<String> form(String action, Map<String, String> fields) {
    var body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        "POST",
        action,
        BodyPublishers.ofString(body),
        Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  /** Uploads one file, with further fields of the form. */
  public HttpResponse<String> upload(
      String path, Map<String, String> fields, String fileName, String content) {
    return upload(path, fields, fileName, content.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with bytes that are no text. */
  public HttpResponse<String> upload(
      String path, Map<String, String> fields, String fileName, byte[] content) {
    var edge = UUID.randomUUID().toString();
    var body = new StringBuilder();
    fields.forEach((name, value) ->
        body.append(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(edge, name, value)));
    body.append(
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(edge, fileName));
    return send(
        "POST",
        path,
        BodyPublishers.concat(
            BodyPublishers.ofString(body.toString()),
            BodyPublishers.ofByteArray(content),
            BodyPublishers.ofString("\r\n--" + edge + "--\r\n")),
        Map.of("Content-Type", "multipart/form-data; boundary=" + edge));
  }

  /** The token that this page's forms carry. */
  public String formToken(String page) {
    var token = FORM_TOKEN.matcher(get(page).body());
    return token.find() ? token.group(1) : "";
  }

  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, Map<String, String> more) {
    var answer = answer(request(method, path, body, more).build(), BodyHandlers.ofString());
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    return answer;
  }

  /** An answer as it comes, which may have no end; for whoever asks to close. */
  public InputStream stream(String path) {
    var request = request("GET", path, BodyPublishers.noBody(), Map.of()).build();
    return answer(request, BodyHandlers.ofInputStream()).body();
  }

  /**
   * The status of the answer, without waiting for the end of its body, which a stream may not have.
   *
   * @param body JSON, or a form if it does not begin with a brace; empty for none
   */
  public int status(String method, String path, String body) {
    var type = body.startsWith("{") || body.startsWith("[") ? "json" : "x-www-form-urlencoded";
    var more =
        body.isEmpty() ? Map.<String, String>of() : Map.of("Content-Type", "application/" + type);
    var request = request(method, path, BodyPublishers.ofString(body), more).timeout(PATIENCE);
    try {
      var answer = answer(request.build(), BodyHandlers.ofInputStream());
      answer.body().close();
      return answer.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(
      String method, String path, BodyPublisher body, Map<String, String> more) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).method(method, body);
    headers.forEach(request::setHeader);
    more.forEach(request::setHeader);
    if (!cookies.isEmpty()) {
      request.setHeader(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private static <T> HttpResponse<T> answer(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String cookie) {
    var pair = cookie.split(";", 2)[0].split("=", 2);
    if (pair[1].isEmpty()) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
