package io.cloister.api.compatible;

import io.cloister.api.compatible.ClientConnections.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Knows whether the client of a request that is being worked on is still there. */
@Component
final class ClientWatch implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final Duration SELDOM = Duration.ofMillis(300);

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(ClientConnections.class.getName());
    // so that the slash of a model's name may come as %2F in a path
    factory.addConnectorCustomizers(
        connector -> connector.setEncodedSolidusHandling("passthrough"));
  }

  /** To be asked only while the request is being worked on, after its body was read. */
  BooleanSupplier isGone(HttpServletRequest request) {
    // only Tomcat's own connections can tell; those of a test without a server are never gone
    return request.getServletConnection() instanceof Client client
        ? new Watched(client)
        : () -> false;
  }

  /** One client; looked for rarely, however often it is asked for. */
  private static final class Watched implements BooleanSupplier {

    private final Client client;
    private boolean gone;
    private long looked = System.nanoTime();

    Watched(Client client) {
      this.client = client;
    }

    @Override
    public synchronized boolean getAsBoolean() {
      long now = System.nanoTime();
      if (!gone && now - looked > SELDOM.toNanos()) {
        looked = now;
        gone = client.isClosed();
      }
      return gone;
    }
  }
}
