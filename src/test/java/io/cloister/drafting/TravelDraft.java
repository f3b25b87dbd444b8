package io.cloister.drafting;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/**
 * A draft as it was written, of a policy about travel.
 *
 * @param editor whose it is
 * @param other another editor
 */
record TravelDraft(SmallLibrary library, Actor editor, Actor other, Draft draft) {

  static TravelDraft in(ApplicationContext context) {
    var library = new SmallLibrary(context);
    var editor = library.person(Role.EDITOR);
    var policy = library.document("Travel policy", SmallLibrary.TRAVEL, "en", editor);
    var wanted =
        new NewDraft(
            "summary",
            "Travel in short",
            Map.of(),
            List.of(new SourceChoice.OneDocument(policy.id())),
            "en",
            null);
    var draft = library.written(context.getBean(Drafting.class).draft(wanted, editor));
    return new TravelDraft(library, editor, library.person(Role.EDITOR), draft);
  }

  /** Of the editor. */
  String token() {
    return library.tokenOf(editor);
  }
}
