package io.cloister.models.connection;

import io.cloister.database.Snapshot;
import io.cloister.egress.Trust;
import io.cloister.models.SettingRefused;
import io.cloister.models.wire.Endpoint;
import io.cloister.secrets.Sealing;
import io.cloister.secrets.SecretsLocked;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The key, the secret headers and the private key of a connection. Each is sealed for the row and
 * the address that it was entered for, and opens nowhere else.
 */
@Component
final class ConnectionSecrets {

  private static final int SHORT = 12;
  // a busy connection's secrets are not opened with every call; a master key that is taken away
  // locks them this much later
  private static final Duration OPEN_FOR = Duration.ofSeconds(1);

  private final SecretRows rows;
  private final Sealing sealing;
  private final Snapshot<Map<ConnectionId, Opened>> lately = new Snapshot<>(ConcurrentHashMap::new);

  ConnectionSecrets(SecretRows rows, Sealing sealing) {
    this.rows = rows;
    this.sealing = sealing;
    rows.onChange(lately::changed);
  }

  /**
   * @param at by {@link System#nanoTime}
   */
  private record Opened(Connection connection, Endpoint endpoint, long at) {

    boolean isOf(Connection asked) {
      return System.nanoTime() - at < OPEN_FOR.toNanos() && connection.equals(asked);
    }
  }

  /** To be called before a connection is changed, in the same transaction. */
  void holdOffRotation() {
    sealing.holdOffRotation();
  }

  /**
   * @throws SecretsLocked if one of its secrets cannot be opened
   */
  Endpoint endpoint(Connection connection) {
    var known = lately.get();
    var opened = known.get(connection.id());
    if (opened == null || !opened.isOf(connection)) {
      opened = new Opened(connection, open(connection), System.nanoTime());
      known.put(connection.id(), opened);
    }
    return opened.endpoint();
  }

  private Endpoint open(Connection connection) {
    var address = address(connection);
    // a person's own has but the key from that person; the rest is its template's
    var rest = connection.template() == null ? connection.id() : connection.template();
    var headers = new HashMap<String, String>();
    for (var name : connection.secretHeaders().keySet()) {
      var value = opened(rest, SecretRows.HEADER + name, address);
      if (value != null) {
        headers.put(name, value);
      }
    }
    var tls = connection.tls();
    var key = tls.certificate() == null ? null : opened(rest, SecretRows.CLIENT_KEY, address);
    var trust = new Trust(tls.authority(), key == null ? null : tls.certificate(), key);
    return new Endpoint(
        connection.kind().dialect(),
        address,
        opened(connection.id(), SecretRows.KEY, address),
        connection.headers(),
        headers,
        trust);
  }

  private @Nullable String opened(ConnectionId id, String field, URI address) {
    return rows.find(id, field)
        .map(sealed -> sealing.open(sealed, place(id, field, address)))
        .orElse(null);
  }

  /**
   * Takes over what is wanted for {@code connection}, which is stored already.
   *
   * @param moved whether it has another address than before: what it had is then gone
   * @throws SettingRefused if something cannot be so, or there is no master key
   */
  void change(Connection connection, ConnectionSetting wanted, boolean moved) {
    var id = connection.id();
    if (moved) {
      rows.removeAll(id);
      rows.removeKeysAt(id);
    }
    if (wanted.apiKey() != null) {
      set(connection, SecretRows.KEY, "apiKey", ConnectionRules.key(wanted.apiKey()));
    }
    if (connection.tls().certificate() == null) {
      rows.remove(id, SecretRows.CLIENT_KEY);
    } else if (wanted.tls() != null && wanted.tls().certificateKey() != null) {
      set(
          connection,
          SecretRows.CLIENT_KEY,
          "tls.certificateKey",
          TlsRules.blankAsNull(wanted.tls().certificateKey()));
    }
    ConnectionRules.secretHeaders(wanted.secretHeaders(), connection)
        .forEach((name, value) -> {
          rows.remove(id, SecretRows.HEADER + name);
          if (!value.isEmpty()) {
            set(connection, SecretRows.HEADER + name, "secretHeaders", value);
          }
        });
  }

  void setKey(Connection connection, String key) {
    set(connection, SecretRows.KEY, "apiKey", ConnectionRules.key(key));
  }

  private void set(Connection connection, String field, String called, @Nullable String secret) {
    var id = connection.id();
    if (secret == null) {
      rows.remove(id, field);
      return;
    }
    try {
      boolean telling = secret.length() >= SHORT && !field.equals(SecretRows.CLIENT_KEY);
      var last4 = telling ? secret.substring(secret.length() - 4) : null;
      rows.set(id, field, sealing.seal(secret, place(id, field, address(connection))), last4);
    } catch (SecretsLocked e) {
      throw new SettingRefused(
          called,
          "secrets-locked",
          String.valueOf(e.getMessage()),
          "Set the master key right and start Cloister again; see docs/operations.md.");
    }
  }

  private static String place(ConnectionId id, String field, URI address) {
    return field.equals(SecretRows.KEY)
        ? "model_connection/%s/sealed_key/%s".formatted(id, address)
        : "connection_secret/%s/%s/%s".formatted(id, field, address);
  }

  private static URI address(Connection connection) {
    return Objects.requireNonNull(connection.baseUrl(), "what is built in has no address");
  }
}
