package io.cloister.web.document;

import io.cloister.library.Document;
import io.cloister.library.MediaFamily;
import io.cloister.library.document.Documents;
import io.cloister.library.likeness.Likenesses;
import io.cloister.library.text.Moments;
import io.cloister.library.text.Passage;
import io.cloister.library.text.PassageId;
import io.cloister.library.text.Passages;
import io.cloister.search.Hit;
import io.cloister.search.PassageSearch;
import io.cloister.search.finding.Finder;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows a document. */
@Controller
@RequestMapping("/d/{id}")
class DocumentController {

  private static final int FOUND = 200;
  private static final int SIMILAR = 5;

  private final DocumentViews views;
  private final Leaves leaves;
  private final SheetViews sheets;
  private final Passages passages;
  private final PassageSearch search;
  private final Documents documents;
  private final Likenesses likenesses;
  private final Finder finder;
  private final HiddenNotes hidden;
  private final PartNotes parts;
  private final Moments moments;

  DocumentController(
      DocumentViews views,
      Leaves leaves,
      SheetViews sheets,
      Passages passages,
      PassageSearch search,
      Documents documents,
      Likenesses likenesses,
      Finder finder,
      HiddenNotes hidden,
      PartNotes parts,
      Moments moments) {
    this.sheets = sheets;
    this.views = views;
    this.leaves = leaves;
    this.passages = passages;
    this.search = search;
    this.documents = documents;
    this.likenesses = likenesses;
    this.finder = finder;
    this.hidden = hidden;
    this.parts = parts;
    this.moments = moments;
  }

  @GetMapping
  String show(@PathVariable String id, @ModelAttribute Place place, Model model) {
    var view = views.find(id, place);
    var found = view.binned() ? List.<Hit>of() : found(view, place);
    var asked = asked(view, place, found);
    model.addAttribute("view", view);
    model.addAttribute("place", place);
    model.addAttribute("found", found);
    model.addAttribute("occurrences", Occurrences.of(found, shown(place, found)));
    model.addAttribute("asked", asked != null);
    model.addAttribute("lost", place.passage() != null && asked == null);
    var leaf =
        view.binned()
            ? null
            : leaves.open(view.version(), place.page(), asked, Words.of(place.q())).orElse(null);
    boolean drawable = leaf != null && sheets.canDraw(view.version());
    model.addAttribute(
        "newer",
        view.binned()
            ? null
            : near(view.document()).stream().filter(Near::newer).findFirst().orElse(null));
    model.addAttribute("hidden", view.binned() ? null : hidden.of(view.version()).orElse(null));
    model.addAttribute(
        "parts", view.binned() ? null : parts.of(view.version(), asked).orElse(null));
    model.addAttribute("leaf", leaf);
    model.addAttribute("player", view.binned() ? null : player(view, asked));
    model.addAttribute("drawable", drawable);
    model.addAttribute(
        "sheet",
        leaf != null && drawable && place.asItLooks()
            ? sheets.of(view.version(), leaf, asked)
            : null);
    return "document/page";
  }

  /** Plays the recording that the document is, from what was asked for; null if it is none. */
  private @Nullable Player player(DocumentView view, @Nullable Stretch asked) {
    var version = view.version();
    var family = MediaFamily.of(version.mediaType());
    return family.isRecording()
        ? Player.of(
            version,
            family == MediaFamily.VIDEO,
            view.isHeard(),
            asked == null
                ? null
                : moments.times(List.of(version.id())).secondAt(version.id(), asked.start()))
        : null;
  }

  /** How far it is; once that is settled, htmx is told to fetch the page anew. */
  @GetMapping("/state")
  String state(@PathVariable String id, Model model, HttpServletResponse response) {
    var view = views.find(id);
    if (view.document().status().isSettled()) {
      response.setHeader("HX-Refresh", "true");
    }
    model.addAttribute("view", view);
    return "document/state";
  }

  @GetMapping("/similar")
  String similar(
      @PathVariable String id,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
      Model model) {
    var view = views.find(id);
    model.addAttribute("view", view);
    var near = view.binned() ? List.<Near>of() : near(view.document());
    model.addAttribute("near", near);
    model.addAttribute("similar", view.binned() ? List.of() : others(view.document(), near));
    return part ? "document/similar" : "document/similar-page";
  }

  /** What is about the same, without what is named as nearly the same already. */
  private List<Hit> others(Document own, List<Near> near) {
    var named = near.stream().map(each -> each.document().id()).collect(Collectors.toSet());
    return search.similar(own.id(), views.scope(), SIMILAR + named.size()).stream()
        .filter(hit -> !named.contains(hit.document().id()))
        .limit(SIMILAR)
        .toList();
  }

  /**
   * A document that says nearly the same, word for word.
   *
   * @param percent the share of runs of words that both have
   */
  record Near(Document document, long percent, boolean newer) {}

  private List<Near> near(Document own) {
    var alike = likenesses.of(own.id(), views.scope());
    var found =
        documents
            .find(alike.stream().map(Likenesses.Alike::document).toList(), views.scope())
            .stream()
            .collect(Collectors.toMap(Document::id, one -> one));
    return alike.stream()
        .filter(one -> found.containsKey(one.document()))
        .map(one ->
            new Near(
                Objects.requireNonNull(found.get(one.document())),
                Math.round(100 * one.resemblance()),
                one.since().isAfter(own.current().createdAt())))
        .toList();
  }

  /** What this document says of the words; nothing for an older version, which is not indexed. */
  private List<Hit> found(DocumentView view, Place place) {
    if (!place.hasWords() || !view.isCurrent()) {
      return List.of();
    }
    return finder.inside(view.document().id(), String.valueOf(place.q()), FOUND, views.scope());
  }

  /** The passage that is asked for; where only words are, the first that has them. */
  private static @Nullable PassageId shown(Place place, List<Hit> found) {
    if (place.passage() != null) {
      return PassageId.of(place.passage());
    }
    return place.page() != null || found.isEmpty() ? null : found.getFirst().passage().id();
  }

  private @Nullable Stretch asked(DocumentView view, Place place, List<Hit> found) {
    var exact = place.stretch();
    if (exact != null) {
      return exact;
    }
    if (place.passage() != null) {
      return Optional.of(PassageId.of(place.passage()))
          .filter(passage -> passage.version().equals(view.version().id())) // another's is nobody's
          .flatMap(passages::find)
          .map(DocumentController::stretch)
          .orElse(null);
    }
    return place.page() == null && !found.isEmpty() ? stretch(found.getFirst().passage()) : null;
  }

  private static Stretch stretch(Passage passage) {
    return new Stretch(passage.start(), passage.end());
  }
}
