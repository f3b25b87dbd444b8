package io.cloister.web.collections;

import io.cloister.governance.Label;
import io.cloister.identity.Role;
import io.cloister.library.Status;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.DocumentOrder;
import io.cloister.library.document.Documents;
import io.cloister.library.keeping.Keeping;
import io.cloister.library.keeping.KeepingRule;
import io.cloister.library.tag.Tags;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows the collections and what is in them. */
@Controller
@RequestMapping("/c")
class CollectionPages {

  private static final int SIZE = 50;

  private final CollectionViews views;
  private final Collections collections;
  private final Documents documents;
  private final Tags tags;
  private final AccessRows access;
  private final Keeping keeping;

  CollectionPages(
      CollectionViews views,
      Collections collections,
      Documents documents,
      Tags tags,
      AccessRows access,
      Keeping keeping) {
    this.views = views;
    this.collections = collections;
    this.documents = documents;
    this.tags = tags;
    this.access = access;
    this.keeping = keeping;
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("collections", views.all());
    model.addAttribute("labels", Label.values());
    return "collections/list";
  }

  @PostMapping
  String create(@Valid @ModelAttribute Names names, RedirectAttributes next) {
    var made = collections.create(names.name().strip(), Label.of(names.label()), views.actor());
    next.addFlashAttribute("done", "collections.done.created");
    next.addAttribute("id", made.id());
    return "redirect:/c/{id}";
  }

  @GetMapping("/{id}")
  String show(
      @PathVariable String id,
      @ModelAttribute Listing listing,
      @RequestParam(defaultValue = "0") int page,
      Model model) {
    var view = views.find(id);
    var found =
        documents.list(
            listing.filter(),
            listing.order(),
            views.scope(view.collection()),
            Math.max(0, page),
            SIZE);
    model.addAttribute("view", view);
    model.addAttribute("listing", listing);
    model.addAttribute("documents", found);
    model.addAttribute(
        "tags", tags.of(found.items().stream().map(io.cloister.library.Document::id).toList()));
    model.addAttribute("statuses", Status.values());
    model.addAttribute("orders", DocumentOrder.values());
    var rule = keeping.of(view.collection().id());
    model.addAttribute("hold", rule.hold());
    model.addAttribute("keeping", views.actor().is(Role.ADMIN) ? rule : null);
    if (view.administered()) {
      model.addAttribute("labels", Label.values());
      model.addAttribute("access", access.of(view.collection()));
      model.addAttribute("subjects", access.subjects());
    }
    return "collections/collection";
  }

  @PostMapping("/{id}/change")
  String change(
      @PathVariable String id, @Valid @ModelAttribute Names names, RedirectAttributes next) {
    var collection = views.find(id).collection();
    collections.change(
        collection.id(), names.name().strip(), Label.of(names.label()), views.actor());
    next.addFlashAttribute("done", "collections.done.changed");
    next.addAttribute("id", id);
    return "redirect:/c/{id}";
  }

  /** How long its documents are kept, and whether they are held. */
  @PostMapping("/{id}/keeping")
  String keep(@PathVariable String id, @ModelAttribute KeepingForm form, RedirectAttributes next) {
    keeping.set(views.find(id).collection().id(), form.toRule(), views.actor());
    next.addFlashAttribute("done", "collections.done.keeping");
    next.addAttribute("id", id);
    return "redirect:/c/{id}";
  }

  /** An empty field is no rule. */
  record KeepingForm(@Nullable Integer keepDays, @Nullable Integer binDays, @Nullable String hold) {

    KeepingRule toRule() {
      return new KeepingRule(keepDays, binDays, hold);
    }
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable String id, RedirectAttributes next) {
    collections.delete(views.find(id).collection().id(), views.actor());
    next.addFlashAttribute("done", "collections.done.deleted");
    return "redirect:/c";
  }

  record Names(
      @NotBlank @Size(max = 200) String name,
      @NotNull @Pattern(regexp = "public|internal|confidential|secret") String label) {}

  /** Which documents are listed, and how; what is blank or unknown does not narrow. */
  record Listing(
      @Nullable String q, @Nullable String status, @Nullable String tag, @Nullable String sort) {

    DocumentFilter filter() {
      return new DocumentFilter(
          Arrays.stream(Status.values())
              .filter(one -> one.word().equals(status))
              .findFirst()
              .orElse(null),
          text(tag).orElse(null),
          text(q).orElse(null),
          false);
    }

    DocumentOrder order() {
      return DocumentOrder.of(text(sort).orElse(""));
    }

    public boolean narrows() {
      return !filter().equals(DocumentFilter.ALL);
    }

    private static Optional<String> text(@Nullable String given) {
      return Optional.ofNullable(given).map(String::strip).filter(text -> !text.isEmpty());
    }
  }
}
