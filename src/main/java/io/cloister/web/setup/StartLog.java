package io.cloister.web.setup;

import io.cloister.identity.Setup;
import java.net.InetAddress;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Ends the log of the start with the address, and with the set-up link if nobody can sign in. */
@Component
class StartLog {

  private static final Logger LOG = LoggerFactory.getLogger(StartLog.class);
  private static final DateTimeFormatter UNTIL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private final Setup setup;
  private final Environment environment;

  StartLog(Setup setup, Environment environment) {
    this.setup = setup;
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.LOWEST_PRECEDENCE)
  void started() {
    var address = address();
    LOG.info("Cloister is ready at {}", address);
    setup
        .issue()
        .ifPresent(link ->
            LOG.info(
                "Set it up, once, until {}: {}/setup?link={}",
                UNTIL.format(link.expiresAt()),
                address,
                link.secret()));
  }

  private String address() {
    boolean tls =
        environment.containsProperty("server.ssl.bundle")
            || environment.containsProperty("server.ssl.key-store")
            || environment.containsProperty("server.ssl.certificate");
    return "%s://%s:%s"
        .formatted(tls ? "https" : "http", host(), environment.getProperty("local.server.port"));
  }

  private String host() {
    var host = environment.getProperty("server.address", "127.0.0.1");
    try {
      var address = InetAddress.ofLiteral(host);
      return address.isAnyLocalAddress()
          ? "localhost"
          : host.contains(":") ? "[" + host + "]" : host;
    } catch (IllegalArgumentException name) {
      return host;
    }
  }
}
