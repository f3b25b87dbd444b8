package io.cloister.access;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Tokens;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.PersonalConnections;
import io.cloister.sources.SourceId;
import io.cloister.sources.SourceSetting;
import io.cloister.sources.Sources;
import io.cloister.sources.place.Place;
import io.cloister.tagging.NewTerm;
import io.cloister.tagging.SuggestionId;
import io.cloister.tagging.Tagging;
import io.cloister.tagging.TermId;
import io.cloister.tagging.Terms;
import io.cloister.tagging.Vocabularies;
import io.cloister.tagging.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the things that lines of the matrix name in braces, new for every request, so that a
 * request may destroy its own.
 *
 * <p>To add a kind of thing: a line in {@link #things}. {@code owned} says whether the caller may
 * read it; if not, it is in a collection that neither role can read.
 */
final class MatrixThings {

  private static final Pattern NAME = Pattern.compile("\\{([a-z-]+)}");

  private final ApplicationContext context;
  private final People people;
  private final Tokens tokens;
  private final Actor admin;
  private final Actor owner;
  private final MatrixDocuments documents;
  private final Map<String, Function<Boolean, Object>> things;

  MatrixThings(ApplicationContext context) {
    this.context = context;
    this.people = context.getBean(People.class);
    this.tokens = context.getBean(Tokens.class);
    this.admin = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    this.owner = newActor(Role.EDITOR);
    this.documents =
        new MatrixDocuments(context, owner, owned -> collection(owned, Right.WRITE).id());
    this.things =
        Map.ofEntries(
            Map.entry("missing", _ -> UUID.randomUUID()),
            Map.entry("new-name", _ -> "matrix-" + UUID.randomUUID()),
            Map.entry("user", _ -> newActor(Role.STAFF).user()),
            Map.entry("group", _ -> group()),
            Map.entry(
                "token",
                _ -> tokens.issue(newActor(Role.STAFF).user(), "x", null, admin).token().id()),
            Map.entry("collection", owned -> collection(owned, Right.WRITE).id()),
            Map.entry("managed-collection", owned -> collection(owned, Right.MANAGE).id()),
            Map.entry("document", documents::ready),
            Map.entry("mail", documents::mail),
            Map.entry("draft", documents::draft),
            Map.entry("vocabulary", _ -> vocabulary().id()),
            Map.entry("term", _ -> term()),
            Map.entry("suggestion", this::suggestion),
            Map.entry("binned-document", documents::binned),
            Map.entry("connection", _ -> connection(false)),
            Map.entry("open-connection", _ -> connection(true)),
            Map.entry("own-connection", _ -> ownConnection()),
            Map.entry("source", _ -> source()));
  }

  /** The text with every name in braces replaced by a new thing. */
  String in(String text, boolean owned) {
    // one commit for all: each is forced to disk
    return new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
        .execute(_ -> replaced(text, owned));
  }

  private String replaced(String text, boolean owned) {
    return NAME.matcher(text)
        .replaceAll(match -> {
          var thing = things.get(match.group(1));
          if (thing == null) {
            throw new IllegalArgumentException(
                "the matrix names {" + match.group(1) + "}: add it to MatrixThings");
          }
          return thing.apply(owned).toString();
        });
  }

  /** A token of somebody new with this role. */
  String token(Role role) {
    return tokens.issue(newActor(role).user(), "matrix", null, admin).secret();
  }

  private Actor newActor(Role role) {
    var person = people.create("matrix-" + UUID.randomUUID(), "", role, null, admin);
    return people.actor(person.id()).orElseThrow();
  }

  private SourceId source() {
    var setting =
        new SourceSetting(
            "matrix " + UUID.randomUUID(),
            new Place.Folder("", false, Place.Afterwards.LEAVE),
            null,
            Collections.LIBRARY,
            60,
            false,
            SourceSetting.WhenGone.KEEP,
            false);
    return context.getBean(Sources.class).create(setting, null, admin).id();
  }

  private GroupId group() {
    return context.getBean(Groups.class).create("matrix " + UUID.randomUUID(), admin).id();
  }

  private Collection collection(boolean owned, Right right) {
    var collections = context.getBean(Collections.class);
    var made = collections.create("matrix " + UUID.randomUUID(), Label.INTERNAL, owner);
    if (owned) {
      collections.setAccess(
          made.id(),
          List.of(Access.ofUser(owner.user(), Right.MANAGE), Access.ofEveryone(right)),
          owner);
    }
    return made;
  }

  private ConnectionId ownConnection() {
    var wanted = new PersonalConnections.Setting("sk-matrix", null, null);
    return context
        .getBean(PersonalConnections.class)
        .create(connection(true), wanted, owner)
        .orElseThrow()
        .id();
  }

  private ConnectionId connection(boolean open) {
    var setting =
        new ConnectionSetting(
            "matrix-" + UUID.randomUUID(),
            null,
            "http://127.0.0.1:9/v1",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            open);
    return context.getBean(Connections.class).create(setting, admin).id();
  }

  private Vocabulary vocabulary() {
    return context
        .getBean(Vocabularies.class)
        .create(
            "matrix " + UUID.randomUUID(),
            Vocabulary.Kind.CLOSED,
            List.of(NewTerm.of("Matrix")),
            owner);
  }

  private TermId term() {
    return context
        .getBean(Terms.class)
        .list(vocabulary().id(), "", owner, 0, 1)
        .items()
        .getFirst()
        .id();
  }

  private SuggestionId suggestion(boolean owned) {
    return context.getBean(Tagging.class).of(documents.ready(owned), owner).getFirst().id();
  }
}
