package io.cloister.models.agent;

import io.cloister.database.Snapshot;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The three that work on the customer's models, and whether they may. One that is switched off asks
 * no model for anything; what is built in remains.
 */
@Service
public class Agents {

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final Clock clock;
  private final Snapshot<Set<Agent>> off = new Snapshot<>(this::read);

  Agents(JdbcClient jdbc, AuditTrail audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** Who works on models. */
  public enum Agent {
    TAGGING(ModelFunction.TAG, ModelFunction.EXTRACT_FIELDS, ModelFunction.ANALYSE),
    ANSWERING(
        ModelFunction.ANSWER,
        ModelFunction.REWRITE_QUERY,
        ModelFunction.CHECK_GROUNDING,
        ModelFunction.RERANK),
    DRAFTING(
        ModelFunction.DRAFT,
        ModelFunction.SUMMARISE,
        ModelFunction.TRANSLATE,
        ModelFunction.IMAGE,
        ModelFunction.VIDEO);

    private final List<ModelFunction> functions;

    Agent(ModelFunction... functions) {
      this.functions = List.of(functions);
    }

    /** What it asks models for; the first is its main work. */
    public List<ModelFunction> functions() {
      return functions;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Agent> of(String word) {
      return Arrays.stream(values()).filter(agent -> agent.word().equals(word)).findFirst();
    }
  }

  /** Whether it may ask models. */
  public boolean isOn(Agent agent) {
    return !off.get().contains(agent);
  }

  /** Whether models may be asked for it; what no agent does always may. */
  public boolean isOn(ModelFunction function) {
    return off.get().stream().noneMatch(agent -> agent.functions().contains(function));
  }

  /** Switches it from the next call on, until it is switched again. */
  @Transactional
  public void turn(Agent agent, boolean on, Actor actor) {
    actor.require(Role.ADMIN, "switch agents on and off");
    if (isOn(agent) == on) {
      return;
    }
    jdbc.sql("delete from model_agent_off where agent = ?").param(agent.word()).update();
    if (!on) {
      jdbc.sql("insert into model_agent_off values (?, ?, ?)")
          .params(agent.word(), clock.instant().atOffset(ZoneOffset.UTC), actor.name())
          .update();
    }
    audit.record(actor, AuditEvent.of("agent.switched", "agent", agent.word()).with("on", on));
    off.changed();
  }

  private Set<Agent> read() {
    var off = EnumSet.noneOf(Agent.class);
    for (var word : jdbc.sql("select agent from model_agent_off").query(String.class).list()) {
      Agent.of(word).ifPresent(off::add);
    }
    return off;
  }
}
