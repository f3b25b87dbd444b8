package io.cloister.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The JDK's clients: one for all plain connections, and one for each name that TLS verifies. They
 * follow no redirect and know no proxy. Safe for concurrent use.
 */
final class HttpClients implements AutoCloseable {

  static {
    // the address in the request is the checked one; the name goes into the Host header
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    // each connection holds one while it waits, of which there may be thousands
    System.setProperty(
        "jdk.httpclient.bufsize", System.getProperty("jdk.httpclient.bufsize", "8192"));
  }

  private final Duration connectTimeout;
  private final SSLContext trust;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  // by the name that TLS verifies and whom it is believed by; plain connections share one
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

  /**
   * @param trust whom hosts are believed by of whom nothing else is said
   */
  HttpClients(Duration connectTimeout, SSLContext trust) {
    this.connectTimeout = connectTimeout;
    this.trust = trust;
  }

  SSLContext trust(Trust trusted) {
    return trusted.isUsual() ? trust : trusted.context();
  }

  /**
   * The JDK's client forgets to close a connection whose headers it gives up on, and throws what
   * nobody expects at a length that is no number. It is let go, which closes what it has open once
   * the requests of others are through.
   */
  HttpResponse<InputStream> send(Pass pass, Outgoing request)
      throws IOException, InterruptedException {
    var client = client(pass.host(), request.trust());
    HttpRequest pinned = pass.pinned(request);
    try {
      return client.send(pinned, BodyHandlers.ofInputStream());
    } catch (ProtocolException e) {
      letGo(client);
      throw e;
    } catch (IllegalArgumentException e) {
      letGo(client);
      throw new ProtocolException("the answer's headers are none of HTTP");
    }
  }

  private void letGo(HttpClient client) {
    clients.values().remove(client);
    client.shutdown();
  }

  private HttpClient client(AllowedHost host, Trust trusted) {
    if (host.scheme().equals("http")) {
      // what it has to do between the bytes is short: where they are read, not in other threads
      return clients.computeIfAbsent("", _ -> builder().executor(Runnable::run).build());
    }
    return clients.computeIfAbsent(
        trusted.isUsual() ? host.name() : host.name() + " " + trusted.fingerprint(),
        _ ->
            builder()
                .executor(threads)
                .sslContext(PinnedTls.to(host.name(), trust(trusted)))
                .build());
  }

  private HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(ProxySelector.of(null))
        .connectTimeout(connectTimeout);
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::shutdownNow);
    threads.shutdownNow();
  }
}
