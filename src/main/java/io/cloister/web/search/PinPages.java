package io.cloister.web.search;

import io.cloister.identity.CurrentActor;
import io.cloister.library.Conflict;
import io.cloister.library.DocumentId;
import io.cloister.search.finding.Pins;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts documents before what a query finds, from the page of what it found. */
@Controller
@RequestMapping("/search/pins")
class PinPages {

  private final Pins pins;
  private final CurrentActor current;

  PinPages(Pins pins, CurrentActor current) {
    this.pins = pins;
    this.current = current;
  }

  @PostMapping
  String pin(@RequestParam String q, @RequestParam String document, RedirectAttributes next) {
    try {
      pins.pin(q, DocumentId.of(document), current.get());
      next.addFlashAttribute("done", "search.pin.done");
    } catch (Conflict _) {
      next.addFlashAttribute("problem", "search.pin.not");
    }
    return back(q);
  }

  @PostMapping("/{id}/delete")
  String unpin(@PathVariable String id, @RequestParam String q, RedirectAttributes next) {
    pins.unpin(id, current.get());
    next.addFlashAttribute("done", "search.pin.gone");
    return back(q);
  }

  private static String back(String q) {
    return "redirect:/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
  }
}
