package io.cloister.sources.mailbox;

import static io.cloister.sources.mailbox.ImapLine.plain;
import static io.cloister.sources.mailbox.ImapLine.quoted;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.Egress;
import io.cloister.egress.HostBlocked;
import io.cloister.egress.Trust;
import io.cloister.sources.place.ItemFailed;
import io.cloister.sources.place.Place.Mailbox;
import io.cloister.sources.place.Place.Tls;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourcesProperties;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox while it is looked at, for reading only. When the line breaks a new one is begun for
 * the next message. For one thread.
 */
final class OpenMailbox implements AutoCloseable {

  private static final Pattern VALIDITY =
      Pattern.compile("\\[UIDVALIDITY (\\d+)", Pattern.CASE_INSENSITIVE);

  private final Mailbox place;
  private final AllowedHost host;
  private final String password;
  private final Trust trust;
  private final Egress egress;
  private final SourcesProperties properties;
  private long validity;
  private @Nullable ImapLine line;

  OpenMailbox(
      Mailbox place,
      AllowedHost host,
      String password,
      Trust trust,
      Egress egress,
      SourcesProperties properties) {
    this.place = place;
    this.host = host;
    this.password = password;
    this.trust = trust;
    this.egress = egress;
    this.properties = properties;
  }

  /** Tells the mailbox from one that was made anew under its name. */
  long validity() {
    return validity;
  }

  /**
   * The numbers of the messages that the rules mean, in their order.
   *
   * @throws PlaceFailed if there are more than {@code most}
   */
  List<Long> messages(int most) {
    return talk(line -> {
      var search = new ArrayList<ImapLine.Part>();
      search.add(plain("UID SEARCH"));
      if (!isAscii(place.from()) || !isAscii(place.subject())) {
        search.add(plain("CHARSET UTF-8"));
      }
      search.add(plain("UNDELETED"));
      if (!place.from().isEmpty()) {
        search.add(plain("FROM"));
        search.add(quoted(place.from()));
      }
      if (!place.subject().isEmpty()) {
        search.add(plain("SUBJECT"));
        search.add(quoted(place.subject()));
      }
      var found = new ArrayList<Long>();
      require(
          line.say(
              answer -> {
                if (answer.regionMatches(true, 0, "* SEARCH", 0, 8)) {
                  found.addAll(ImapLine.numbers(answer.substring(8)));
                }
                if (found.size() > most) {
                  throw new PlaceFailed(SourceProblem.TOO_MUCH);
                }
              },
              search),
          SourceProblem.NOT_UNDERSTOOD);
      return found.stream().sorted().toList();
    });
  }

  /**
   * The bytes of a message, to be read before another one is opened.
   *
   * @throws ItemFailed if it is not there any more
   */
  InputStream open(long uid) throws ItemFailed {
    long length = talk(line -> line.fetch(uid));
    if (length < 0) {
      throw new ItemFailed(SourceProblem.NOT_THERE);
    }
    return new Message(length);
  }

  private interface Talk<R> {
    R with(ImapLine line) throws IOException;
  }

  private <R> R talk(Talk<R> talk) {
    try {
      return talk.with(line());
    } catch (IOException e) {
      hangUp();
      throw PlaceFailed.of(e);
    } catch (HostBlocked e) {
      throw new PlaceFailed(SourceProblem.BLOCKED, e);
    } catch (PlaceFailed e) {
      hangUp();
      throw e;
    }
  }

  private ImapLine line() throws IOException {
    if (line == null) {
      line =
          new ImapLine(
              egress.converse(host, trust, properties.patience(), properties.longestLook()));
      begin(line);
    }
    return line;
  }

  private void begin(ImapLine line) throws IOException {
    if (place.tls() == Tls.TLS) {
      line.secure();
    }
    line.greeted();
    if (place.tls() == Tls.STARTTLS) {
      require(line.say(_ -> {}, List.of(plain("STARTTLS"))), SourceProblem.NO_TLS);
      line.secure();
    }
    require(
        line.say(_ -> {}, List.of(plain("LOGIN"), quoted(place.user()), quoted(password))),
        SourceProblem.SIGN_IN_REFUSED);
    var told = new ArrayList<Long>();
    require(
        line.say(
            answer -> {
              var found = VALIDITY.matcher(answer);
              if (found.find()) {
                told.add(ImapLine.number(found.group(1)));
              }
            },
            List.of(plain("EXAMINE"), quoted(ModifiedUtf7.encode(place.folder())))),
        SourceProblem.NO_MAILBOX);
    if (told.isEmpty() || (validity != 0 && validity != told.getFirst())) {
      throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
    }
    validity = told.getFirst();
  }

  private static void require(ImapLine.End end, SourceProblem otherwise) {
    if (end != ImapLine.End.OK) {
      throw new PlaceFailed(otherwise);
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(sign -> sign < 128);
  }

  private void hangUp() {
    try {
      close();
    } catch (IOException _) {
      // it was broken anyway
    }
  }

  @Override
  public void close() throws IOException {
    var open = line;
    line = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closed before its end it breaks the line off: nobody waits for the rest of it. */
  private final class Message extends InputStream {

    private long left;
    private boolean closed;

    Message(long length) {
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      if (line == null) {
        throw new IOException("it hung up in the middle of a message");
      }
      int next = line.read();
      if (next < 0) {
        throw new IOException("it hung up in the middle of a message");
      }
      left--;
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int most = (int) Math.min(length, left);
      for (int i = 0; i < most; i++) {
        buffer[offset + i] = (byte) read();
      }
      return most == 0 ? -1 : most;
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      if (left > 0) {
        hangUp();
        return;
      }
      try {
        line().fetched();
      } catch (IOException | PlaceFailed _) {
        hangUp(); // the message is here
      }
    }
  }
}
