package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.library.NotFound;
import io.cloister.models.agent.AgentReport;
import io.cloister.models.agent.Agents;
import io.cloister.models.agent.Agents.Agent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the agents and switches them. */
@Controller
@RequestMapping("/models/agents")
class AgentPages {

  private final Agents agents;
  private final AgentReport report;
  private final CurrentActor actor;

  AgentPages(Agents agents, AgentReport report, CurrentActor actor) {
    this.agents = agents;
    this.report = report;
    this.actor = actor;
  }

  @GetMapping
  String list(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute("agents", report.lines(actor.get()));
    model.addAttribute("done", "on".equals(done) || "off".equals(done) ? done : null);
    return "models/agents";
  }

  @PostMapping("/{agent}")
  String turn(@PathVariable String agent, @RequestParam boolean on) {
    var which = Agent.of(agent).orElseThrow(() -> new NotFound("Agent", agent));
    agents.turn(which, on, actor.get());
    return "redirect:/models/agents?done=" + (on ? "on" : "off");
  }
}
