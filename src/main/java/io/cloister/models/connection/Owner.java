package io.cloister.models.connection;

import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.UserId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose a connection is, and so for whose calls it is used.
 *
 * @param id of the group or the person; null for the deployment
 */
public record Owner(Kind kind, @Nullable UUID id) {

  public static final Owner DEPLOYMENT = new Owner(Kind.DEPLOYMENT, null);

  public Owner {
    if ((kind == Kind.DEPLOYMENT) != (id == null)) {
      throw new IllegalArgumentException("a group or a person has an id, the deployment has none");
    }
  }

  /** For everybody, for the members of a group, or for one person. */
  public enum Kind {
    DEPLOYMENT,
    GROUP,
    PERSON;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String word) {
      for (var kind : values()) {
        if (kind.word().equals(word)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  public static Owner of(GroupId group) {
    return new Owner(Kind.GROUP, group.value());
  }

  static Owner of(UserId person) {
    return new Owner(Kind.PERSON, person.value());
  }

  /** Whether it is used for this actor's calls. An administrator is nobody special here. */
  public boolean includes(Actor actor) {
    return switch (kind) {
      case DEPLOYMENT -> true;
      case GROUP -> actor.groups().stream().anyMatch(group -> group.value().equals(id));
      case PERSON -> actor.user().value().equals(id);
    };
  }

  public boolean isPerson() {
    return kind == Kind.PERSON;
  }
}
