package io.cloister.web.collections;

import io.cloister.identity.Role;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Grants and withdraws rights in a collection. */
@Controller
@RequestMapping("/c/{id}/access")
class AccessChanges {

  private final CollectionViews views;
  private final Collections collections;
  private final AccessRows access;

  AccessChanges(CollectionViews views, Collections collections, AccessRows access) {
    this.views = views;
    this.collections = collections;
    this.access = access;
  }

  @PostMapping
  String grant(
      @PathVariable String id,
      @RequestParam String subject,
      @RequestParam Right right,
      RedirectAttributes next) {
    if (access.subjects().stream().noneMatch(known -> known.key().equals(subject))) {
      throw new NotFound("Person or group", subject);
    }
    return replace(id, subject, List.of(Subject.access(subject, right)), "granted", next);
  }

  @PostMapping("/withdraw")
  String withdraw(@PathVariable String id, @RequestParam String subject, RedirectAttributes next) {
    return replace(id, subject, List.of(), "withdrawn", next);
  }

  /** An administrator's right of their own, where they had none; the audit trail keeps it. */
  @PostMapping("/self")
  String self(@PathVariable String id, RedirectAttributes next) {
    var me = views.actor();
    me.require(Role.ADMIN, "give oneself a right");
    var own = Access.ofUser(me.user(), Right.MANAGE);
    return replace(id, Subject.keyOf(own), List.of(own), "self", next);
  }

  private String replace(
      String id, String subject, List<Access> instead, String done, RedirectAttributes next) {
    Collection collection = views.find(id).collection();
    Predicate<Access> others = one -> !Subject.keyOf(one).equals(subject);
    collections.changeAccess(
        collection.id(),
        there -> Stream.concat(there.stream().filter(others), instead.stream()).toList(),
        views.actor());
    next.addFlashAttribute("done", "collections.done." + done);
    if (!views.canStillSee(collection)) {
      return "redirect:/c";
    }
    next.addAttribute("id", collection.id());
    return "redirect:/c/{id}";
  }
}
