package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.models.ModelFunction;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connections;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.Budgets;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what may be spent this month and what was. */
@Controller
class BudgetPages {

  private final Budgets budgets;
  private final Connections connections;
  private final People people;
  private final Groups groups;
  private final CurrentActor actor;

  BudgetPages(
      Budgets budgets, Connections connections, People people, Groups groups, CurrentActor actor) {
    this.budgets = budgets;
    this.connections = connections;
    this.people = people;
    this.groups = groups;
    this.actor = actor;
  }

  @GetMapping("/models/budgets")
  String page(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute("done", "set".equals(done) || "removed".equals(done) ? done : null);
    return page(BudgetForm.EMPTY, null, model);
  }

  private String page(BudgetForm form, @Nullable String refused, Model model) {
    var me = actor.get();
    model.addAttribute("budgets", budgets.list(me));
    model.addAttribute("consequences", Budget.Action.values());
    model.addAttribute("connections", connections.list(me));
    model.addAttribute("functions", ModelFunction.values());
    model.addAttribute("people", people.all());
    model.addAttribute("groups", groups.all());
    model.addAttribute("form", form);
    model.addAttribute("refused", refused);
    return "models/budgets";
  }

  @PostMapping("/models/budgets")
  String set(BudgetForm form, Model model, HttpServletResponse response) {
    var me = actor.get();
    budgets.list(me); // whoever may not see them is not told what is wrong with a form
    try {
      var setting = form.setting();
      if (setting.isPresent()) {
        budgets.set(setting.get(), me);
        return "redirect:/models/budgets?done=set";
      }
    } catch (SettingRefused e) {
      // told as any other form that says no budget
    }
    response.setStatus(422);
    return page(form, "models.budget.refused", model);
  }

  @PostMapping("/models/budgets/remove")
  String remove(@RequestParam String scope, @RequestParam(defaultValue = "") String target) {
    var me = actor.get();
    budgets.list(me);
    Budget.Scope.of(scope).ifPresent(which -> budgets.remove(which, target, me));
    return "redirect:/models/budgets?done=removed";
  }
}
