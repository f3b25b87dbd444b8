package io.cloister.web.lab;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.search.lab.QueryRecords;
import io.cloister.search.lab.QueryRecords.Setting;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people search for, where that is recorded. */
@Controller
@RequestMapping("/admin/lab/records")
class RecordPages {

  private static final String PAGE = "redirect:/admin/lab/records";
  private static final int SHOWN = 100;

  private final QueryRecords records;
  private final CurrentActor current;

  RecordPages(QueryRecords records, CurrentActor current) {
    this.records = records;
    this.current = current;
  }

  @GetMapping
  String page(Model model) {
    var me = current.require(Role.ADMIN, "see what is searched for");
    model.addAttribute("setting", records.setting());
    model.addAttribute("records", records.latest(SHOWN, me));
    model.addAttribute("fruitless", records.withoutResults(SHOWN, me));
    model.addAttribute("mostDays", QueryRecords.MOST_DAYS);
    return "lab/records";
  }

  @PostMapping("/setting")
  String set(
      @RequestParam(defaultValue = "false") boolean enabled,
      @RequestParam(defaultValue = "30") int keepDays,
      RedirectAttributes next) {
    var me = current.require(Role.ADMIN, "set whether searches are recorded");
    records.set(new Setting(enabled, Math.clamp(keepDays, 1, QueryRecords.MOST_DAYS)), me);
    next.addFlashAttribute("done", "lab.records.set");
    return PAGE;
  }

  @PostMapping("/purge")
  String purge(RedirectAttributes next) {
    records.purge(current.require(Role.ADMIN, "remove what was recorded of searches"));
    next.addFlashAttribute("done", "lab.records.purged");
    return PAGE;
  }
}
