package io.cloister.web.jobs;

import io.cloister.identity.CurrentActor;
import io.cloister.jobs.JobId;
import io.cloister.jobs.Jobs;
import io.cloister.library.NotFound;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The queue of background work, as far as it is the reader's. */
@Controller
class JobsController {

  private static final int SIZE = 30;

  private final Jobs jobs;
  private final CurrentActor current;

  JobsController(Jobs jobs, CurrentActor current) {
    this.jobs = jobs;
    this.current = current;
  }

  @GetMapping("/jobs")
  String jobs(@RequestParam(defaultValue = "0") int page, Model model) {
    fill(Math.max(0, page), model);
    return "jobs/page";
  }

  /** The part that changes while jobs are run. */
  @GetMapping("/jobs/list")
  String list(@RequestParam(defaultValue = "0") int page, Model model) {
    fill(Math.max(0, page), model);
    return "jobs/list";
  }

  @PostMapping("/jobs/{id}/cancel")
  String cancel(@PathVariable UUID id) {
    var actor = current.get();
    var job = jobs.find(new JobId(id), actor).orElseThrow(() -> new NotFound("Job", id));
    jobs.cancel(job.id(), actor);
    return "redirect:/jobs";
  }

  private void fill(int page, Model model) {
    var actor = current.get();
    model.addAttribute(
        "jobs", jobs.list(actor, page, SIZE).stream().map(job -> JobView.of(job, actor)).toList());
    model.addAttribute("page", page);
    model.addAttribute("size", SIZE);
    model.addAttribute("total", jobs.count(actor));
  }
}
