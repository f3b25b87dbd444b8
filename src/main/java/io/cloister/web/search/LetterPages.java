package io.cloister.web.search;

import io.cloister.identity.CurrentActor;
import io.cloister.library.Conflict;
import io.cloister.notices.Mail;
import io.cloister.search.letters.LetterBoxes;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where one's letters of saved searches go, from the page of saved searches. */
@Controller
@RequestMapping("/searches/letters")
class LetterPages {

  private static final String PAGE = "redirect:/searches#letters";

  private final LetterBoxes boxes;
  private final CurrentActor current;

  LetterPages(LetterBoxes boxes, CurrentActor current) {
    this.boxes = boxes;
    this.current = current;
  }

  @PostMapping
  String set(
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "en") String language,
      RedirectAttributes next) {
    var to = address.strip();
    if (!Mail.isAddress(to) || !LetterBoxes.LANGUAGES.contains(language)) {
      next.addFlashAttribute("problem", "letters.refused");
      return PAGE;
    }
    try {
      boxes.set(to, language, current.get());
      next.addFlashAttribute("done", "letters.sent");
    } catch (Conflict refused) {
      next.addFlashAttribute(
          "problem", refused.code().equals("too-soon") ? "letters.soon" : "letters.undelivered");
    }
    return PAGE;
  }

  @PostMapping("/proof")
  String prove(@RequestParam(defaultValue = "") String code, RedirectAttributes next) {
    boolean proven = boxes.prove(code, current.get());
    next.addFlashAttribute(
        proven ? "done" : "problem", proven ? "letters.proven" : "letters.wrong");
    return PAGE;
  }

  @PostMapping("/delete")
  String remove(RedirectAttributes next) {
    boxes.remove(current.get());
    next.addFlashAttribute("done", "letters.removed");
    return PAGE;
  }
}
