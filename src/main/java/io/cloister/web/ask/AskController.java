package io.cloister.web.ask;

import io.cloister.answering.Answering;
import io.cloister.answering.Progress;
import io.cloister.answering.Question;
import io.cloister.answering.ThreadId;
import io.cloister.answering.Threads;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.text.Moments;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** Questions and conversations. With scripts, the page asks the API and comes here at the end. */
@Controller
class AskController {

  private static final int RECENT = 12;

  private final Answering answering;
  private final Threads threads;
  private final Collections collections;
  private final Documents documents;
  private final Moments moments;
  private final ModelGateway models;
  private final CurrentActor current;

  AskController(
      Answering answering,
      Threads threads,
      Collections collections,
      Documents documents,
      Moments moments,
      ModelGateway models,
      CurrentActor current) {
    this.answering = answering;
    this.threads = threads;
    this.collections = collections;
    this.documents = documents;
    this.moments = moments;
    this.models = models;
    this.current = current;
  }

  @GetMapping("/ask")
  String begin(AskForm form, @RequestParam(defaultValue = "0") int page, Model model) {
    fill(form, page, model);
    model.addAttribute("title", null);
    model.addAttribute("thread", null);
    model.addAttribute("turns", List.of());
    return "ask/page";
  }

  @GetMapping("/ask/{thread}")
  String read(@PathVariable String thread, AskForm form, Model model) {
    var conversation = threads.read(ThreadId.of(thread), current.get());
    fill(form, 0, model);
    model.addAttribute("title", conversation.title());
    model.addAttribute("thread", conversation.id());
    var times =
        moments.times(
            conversation.turns().stream()
                .flatMap(turn -> turn.words().citations().stream())
                .map(citation -> citation.passage().version())
                .toList());
    var turns = conversation.turns().stream().map(turn -> new TurnView(turn, times)).toList();
    model.addAttribute("turns", turns);
    boolean isNothingFound = !turns.isEmpty() && turns.getLast().isNothingFound();
    model.addAttribute("coming", isNothingFound ? coming() : 0);
    return "ask/page";
  }

  private long coming() {
    return documents.coming(collections.scopeOf(current.get()));
  }

  @PostMapping("/ask")
  Object ask(AskForm form, @RequestParam(required = false) @Nullable String thread, Model model) {
    var known = thread == null || thread.isBlank() ? null : ThreadId.of(thread);
    if (!form.isAsked()) {
      model.addAttribute("refused", true);
      return known == null ? begin(form, 0, model) : read(known.toString(), form, model);
    }
    var turn = answering.ask(form.question(known), current.get(), Progress.NONE);
    return seeOther(form.address("/ask/" + turn.thread()) + "#t" + turn.ordinal());
  }

  @PostMapping("/ask/{thread}/delete")
  RedirectView delete(@PathVariable String thread) {
    threads.delete(ThreadId.of(thread), current.get());
    return seeOther("/ask");
  }

  private void fill(AskForm form, int page, Model model) {
    var actor = current.get();
    var scope = collections.scopeOf(actor);
    model.addAttribute("form", form);
    model.addAttribute("collections", collections.readable(actor));
    model.addAttribute("documents", documents.find(List.copyOf(form.documentIds()), scope));
    model.addAttribute("writes", models.isRouted(ModelFunction.ANSWER, actor));
    model.addAttribute("mayConnect", actor.is(Role.ADMIN));
    model.addAttribute("longest", Question.LONGEST);
    model.addAttribute("history", threads.list(actor, Math.max(0, page), RECENT));
  }

  private static RedirectView seeOther(String address) {
    var redirect = new RedirectView(address);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    redirect.setExposeModelAttributes(false);
    return redirect;
  }
}
