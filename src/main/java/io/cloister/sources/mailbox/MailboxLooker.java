package io.cloister.sources.mailbox;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.Egress;
import io.cloister.sources.place.Before;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.Place.Mailbox;
import io.cloister.sources.place.Place.Tls;
import io.cloister.sources.place.PlaceLooker;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.SourceRefused;
import io.cloister.sources.place.SourcesProperties;
import io.cloister.sources.remote.Remote;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Looks at the messages of a mailbox that its rules mean, and leaves them as they are, unread ones
 * unread. A message is the file it was sent as, so that its parts are read with it; under its
 * number it never changes.
 */
@Component
class MailboxLooker implements PlaceLooker<Mailbox> {

  private static final int MOST_MESSAGES = 500_000;
  private static final int LONGEST_RULE = 200;

  private final Egress egress;
  private final SourcesProperties properties;

  MailboxLooker(Egress egress, SourcesProperties properties) {
    this.egress = egress;
    this.properties = properties;
  }

  @Override
  public Class<Mailbox> form() {
    return Mailbox.class;
  }

  @Override
  public Mailbox checked(Mailbox wanted) {
    try {
      var _ = host(wanted, "");
    } catch (IllegalArgumentException e) {
      throw refused("host", "no-host", "This is no mail server: " + e.getMessage());
    }
    if (wanted.user().isEmpty()) {
      throw refused("user", "no-user", "A mailbox has a user");
    }
    if (wanted.tls() == Tls.NONE && !wanted.host().matches("localhost|127\\.[0-9.]+|\\[::1]")) {
      throw refused("tls", "not-secure", "A password is sent only over TLS, or on this machine");
    }
    for (var rule : List.of(wanted.folder(), wanted.from(), wanted.subject())) {
      if (rule.length() > LONGEST_RULE || rule.chars().anyMatch(Character::isISOControl)) {
        throw refused("folder", "no-rule", "A rule of a mailbox has at most 200 signs");
      }
    }
    return new Mailbox(
        wanted.host(),
        wanted.port(),
        wanted.tls(),
        Remote.user(wanted.user()),
        wanted.folder(),
        wanted.from(),
        wanted.subject());
  }

  private static SourceRefused refused(String field, String reason, String detail) {
    return new SourceRefused(
        field, reason, detail, "Enter it as the settings of a mail program for IMAP say.");
  }

  private static AllowedHost host(Mailbox place, String why) {
    return AllowedHost.ofMailbox(place.host(), place.port(), place.tls() == Tls.TLS, why);
  }

  @Override
  public List<AllowedHost> hosts(Mailbox place, String why) {
    return List.of(host(place, why));
  }

  @Override
  public Seen look(Mailbox place, Before before) {
    var mailbox =
        new OpenMailbox(
            place,
            host(place, ""),
            Objects.requireNonNullElse(before.secret(), ""),
            before.trust(),
            egress,
            properties);
    var numbers = mailbox.messages(MOST_MESSAGES);
    return new SeenMailbox(
        mailbox, numbers.stream().map(uid -> new Message(mailbox, uid)).toList());
  }

  private record SeenMailbox(OpenMailbox mailbox, List<Message> items) implements Seen {

    @Override
    public Rest rest() {
      return Rest.GONE;
    }

    @Override
    public void close() throws IOException {
      mailbox.close();
    }
  }

  private record Message(OpenMailbox mailbox, long uid) implements Item {

    @Override
    public String path() {
      return mailbox.validity() + "/" + uid;
    }

    @Override
    public String mark() {
      return path();
    }

    @Override
    public String name() {
      return "mail-%d.eml".formatted(uid);
    }

    @Override
    public List<String> tags() {
      return List.of();
    }

    @Override
    public InputStream open() throws IOException {
      return mailbox.open(uid);
    }
  }
}
