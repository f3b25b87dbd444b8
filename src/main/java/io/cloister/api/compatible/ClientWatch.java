package io.cloister.api.compatible;

import io.cloister.api.compatible.ClientConnections.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Knows whether the client of a request that is being worked on is still there. */
@Component
final class ClientWatch implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final Duration SELDOM = Duration.ofMillis(300);

  private final List<ClientConnections> connectors = new CopyOnWriteArrayList<>();

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(ClientConnections.class.getName());
    factory.addConnectorCustomizers(connector -> {
      // so that the slash of a model's name may come as %2F in a path
      connector.setEncodedSolidusHandling("passthrough");
      if (connector.getProtocolHandler() instanceof ClientConnections connections) {
        connectors.add(connections);
      }
    });
  }

  /** To be asked only while the request is being worked on, after its body was read. */
  BooleanSupplier isGone(HttpServletRequest request) {
    return new Watched(request.getServletConnection().getConnectionId());
  }

  /** One client; looked for rarely, however often it is asked for. */
  private final class Watched implements BooleanSupplier {

    private final String connection;
    private @Nullable Client client; // looked up late: most requests end before
    private boolean gone;
    private long looked = System.nanoTime();

    Watched(String connection) {
      this.connection = connection;
    }

    @Override
    public synchronized boolean getAsBoolean() {
      long now = System.nanoTime();
      if (!gone && now - looked > SELDOM.toNanos()) {
        looked = now;
        gone = isClosed();
      }
      return gone;
    }

    private boolean isClosed() {
      if (client == null) {
        client =
            connectors.stream()
                .flatMap(connector -> connector.find(connection).stream())
                .findAny()
                .orElse(null);
      }
      return client == null ? !connectors.isEmpty() : client.isClosed();
    }
  }
}
