package io.cloister.sources.remote;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.Egress;
import io.cloister.egress.HostBlocked;
import io.cloister.egress.Incoming;
import io.cloister.egress.Outgoing;
import io.cloister.egress.Trust;
import io.cloister.sources.place.ItemFailed;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourceRefused;
import io.cloister.sources.place.SourcesProperties;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks other hosts over HTTP, through the walls, and bounds what they answer. */
@Component
public class Remote {

  private static final int MOST_OF_A_LIST = 32 << 20;
  private static final int LONGEST_ADDRESS = 1_000;

  private final Egress egress;
  private final SourcesProperties properties;

  Remote(Egress egress, SourcesProperties properties) {
    this.egress = egress;
    this.properties = properties;
  }

  /**
   * An answer that was read to its end.
   *
   * @param headers names in lower case
   */
  public record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    public String header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }
  }

  /**
   * The address as it is kept.
   *
   * @throws SourceRefused if it is none over HTTP
   */
  public static String checked(String field, String address) {
    try {
      var uri = URI.create(address);
      AllowedHost.of(uri, "");
      if (address.length() <= LONGEST_ADDRESS && uri.getRawFragment() == null) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    throw new SourceRefused(
        field,
        "no-address",
        "This is no address that a source can look at",
        "Enter it as https://host/path, without a user or a password in it.");
  }

  /**
   * The address, to which a password or a signature may be sent.
   *
   * @throws SourceRefused if others could read it on the way
   */
  public static String secret(String field, String address, String user) {
    if (user.isEmpty()
        || !address.regionMatches(true, 0, "http:", 0, 5)
        || address.matches("(?i)http://(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?(/.*)?")) {
      return address;
    }
    throw new SourceRefused(
        field,
        "not-secure",
        "A password is sent only over HTTPS, or on this machine",
        "Enter the address as https://…");
  }

  /**
   * @throws SourceRefused if nobody can be called so
   */
  public static String user(String user) {
    if (user.length() <= 200 && user.matches("[^:\\p{Cntrl}]*")) {
      return user;
    }
    throw new SourceRefused(
        "user",
        "no-user",
        "A user's name has at most 200 signs and no colon",
        "Enter it as the other host knows it.");
  }

  /**
   * Asks what a place has.
   *
   * @param trust whom it must be believed by, over TLS
   * @throws PlaceFailed if there is no answer, or one that is neither good nor 304
   */
  public Answer ask(String method, URI uri, Map<String, String> headers, byte[] body, Trust trust) {
    try (var answer = send(method, uri, headers, body, trust)) {
      int status = answer.status();
      if (status / 100 != 2 && status != 304) {
        throw new PlaceFailed(problem(status));
      }
      try (var bytes = new TimedStream(answer.body(), properties.longestAnswer())) {
        var all = bytes.readNBytes(MOST_OF_A_LIST + 1);
        if (all.length > MOST_OF_A_LIST) {
          throw new PlaceFailed(SourceProblem.TOO_MUCH);
        }
        return new Answer(status, answer.headers(), all);
      }
    } catch (IOException e) {
      throw PlaceFailed.of(e);
    }
  }

  /**
   * Begins to read one file. Closing what is returned before its end breaks it off.
   *
   * @param trust whom the host must be believed by, over TLS
   * @throws PlaceFailed if the host is down or lets nobody in
   * @throws ItemFailed if it is this file that cannot be had
   */
  public InputStream open(URI uri, Map<String, String> headers, Trust trust) throws ItemFailed {
    Incoming answer;
    try {
      answer = send("GET", uri, headers, new byte[0], trust);
    } catch (IOException e) {
      throw PlaceFailed.of(e);
    }
    int status = answer.status();
    if (status == 200) {
      return new TimedStream(answer.body(), properties.longestAnswer());
    }
    close(answer);
    var problem = problem(status);
    if (status == 401 || problem == SourceProblem.UNREACHABLE) {
      throw new PlaceFailed(problem);
    }
    throw new ItemFailed(problem);
  }

  private Incoming send(
      String method, URI uri, Map<String, String> headers, byte[] body, Trust trust)
      throws IOException {
    var all = new HashMap<String, List<String>>();
    all.put("User-Agent", List.of("Cloister"));
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    try {
      return egress.send(new Outgoing(method, uri, all, body, properties.patience(), trust));
    } catch (HostBlocked e) {
      throw new PlaceFailed(SourceProblem.BLOCKED, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaceFailed(SourceProblem.STOPPED, e);
    }
  }

  private static SourceProblem problem(int status) {
    return switch (status) {
      case 401, 403 -> SourceProblem.SIGN_IN_REFUSED;
      case 404, 410 -> SourceProblem.NOT_THERE;
      case 408, 429 -> SourceProblem.UNREACHABLE;
      default ->
          switch (status / 100) {
            case 3 -> SourceProblem.MOVED_ELSEWHERE;
            case 5 -> SourceProblem.UNREACHABLE;
            default -> SourceProblem.NOT_UNDERSTOOD;
          };
    };
  }

  private static void close(Incoming answer) {
    try {
      answer.close();
    } catch (IOException _) {
      // nobody reads it any more
    }
  }
}
