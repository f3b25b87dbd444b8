package io.cloister;

import java.io.IOException;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /** Opens a page and submits a form with the token that the page carries. */
  public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
    var token = FORM_TOKEN.matcher(get(page).body());
    var all = new LinkedHashMap<>(fields);
    if (token.find()) {
      all.put("_csrf", token.group(1));
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

  public HttpResponse<String> send(
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
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * The status of the answer, without waiting for the end of its body, which a stream may not have.
   *
   * @param body JSON, or a form if it does not begin with a brace; empty for none
   */
  public int status(String method, String path, String body) {
    var type = body.startsWith("{") || body.startsWith("[") ? "json" : "x-www-form-urlencoded";
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body))
            .timeout(Duration.ofSeconds(30));
    headers.forEach(request::setHeader);
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/" + type);
    }
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
      answer.body().close();
      return answer.statusCode();
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
