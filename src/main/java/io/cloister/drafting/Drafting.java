package io.cloister.drafting;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.VisibleText;
import io.cloister.jobs.Jobs;
import io.cloister.library.Document;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelName;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has documents drafted from a template and sources. */
@Service
public class Drafting {

  /** The kind of the jobs that write drafts. */
  public static final String JOB = "draft";

  private static final int LONGEST_INPUT = 2_000;

  private final Templates templates;
  private final Sourcing sourcing;
  private final DraftRows rows;
  private final ModelGateway models;
  private final Jobs jobs;
  private final AuditTrail audit;
  private final Clock clock;

  Drafting(
      Templates templates,
      Sourcing sourcing,
      DraftRows rows,
      ModelGateway models,
      Jobs jobs,
      AuditTrail audit,
      Clock clock) {
    this.templates = templates;
    this.sourcing = sourcing;
    this.rows = rows;
    this.models = models;
    this.jobs = jobs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Queues the writing of a draft. Its sources are the versions that the actor may read now; what
   * is added to them later is not read.
   *
   * @throws DraftRefused if the template, its inputs, the sources or the model will not do
   * @throws io.cloister.identity.NotAllowed unless the actor is an editor
   */
  @Transactional
  public Draft draft(NewDraft wanted, Actor actor) {
    actor.require(Role.EDITOR, "draft documents");
    var template = template(wanted);
    var documents = sourcing.resolve(wanted.sources(), actor);
    var label = Label.strictest(documents.stream().map(Document::label).toList());
    if (wanted.model() != null) {
      check(wanted.model(), label, actor);
    }
    var id = DraftId.random();
    var now = clock.instant();
    var language = wanted.language() == null ? languageOf(documents) : wanted.language();
    var draft =
        new Draft(
            id,
            wanted.title().strip(),
            template.id(),
            language,
            given(template, wanted),
            label,
            Draft.State.GENERATING,
            template.sections().stream()
                .map(plan -> Section.planned(plan.id(), plan.heading().in(language)))
                .toList(),
            List.of(),
            documents.stream().map(Drafting::frozen).toList(),
            actor,
            jobs.submit(JOB, id.toString(), Jobs.Priority.INTERACTIVE, actor),
            wanted.model(),
            null,
            null,
            null,
            1,
            now,
            now);
    rows.insert(draft);
    audit.record(
        actor,
        AuditEvent.of("draft.requested", "draft", id)
            .with("template", template.id())
            .with("sources", documents.size()));
    return draft;
  }

  /** The gateway decides again with each call; what it would refuse anyway is said at once. */
  private void check(ModelName model, Label label, Actor actor) {
    var choice =
        models.choices(ModelFunction.DRAFT, label, actor).stream()
            .filter(each -> each.name().equals(model))
            .findFirst()
            .orElseThrow(() ->
                new DraftRefused(
                    "model",
                    "model-not-approved",
                    "%s is not among the models to choose from".formatted(model),
                    "Choose one of those that GET /api/v1/models/catalogue lists, or none."));
    if (choice.objection() != null) {
      throw new DraftRefused(
          "model",
          "model-blocked",
          choice.objection(),
          "Choose a model that may read '%s' documents, or none.".formatted(label.word()));
    }
  }

  private Template template(NewDraft wanted) {
    var template =
        templates
            .find(wanted.template())
            .orElseThrow(() ->
                new DraftRefused(
                    "template",
                    "unknown-template",
                    "There is no template '%s'".formatted(wanted.template()),
                    "Choose one of those that GET /api/v1/templates lists."));
    if (!VisibleText.isIn(wanted.title())) {
      throw new DraftRefused("title", "title-missing", "The title is empty", "Give it a title.");
    }
    for (var input : template.inputs()) {
      var given = wanted.inputs().getOrDefault(input.name(), "");
      if (input.required() && given.isBlank()) {
        throw new DraftRefused(
            "inputs." + input.name(),
            "input-missing",
            "The template asks for '%s'".formatted(input.name()),
            "Give it under inputs.");
      }
      if (given.length() > LONGEST_INPUT) {
        throw new DraftRefused(
            "inputs." + input.name(),
            "input-too-long",
            "'%s' has more than %d characters".formatted(input.name(), LONGEST_INPUT),
            "Shorten it.");
      }
    }
    return template;
  }

  private static Map<String, String> given(Template template, NewDraft wanted) {
    return template.inputs().stream()
        .filter(input -> !wanted.inputs().getOrDefault(input.name(), "").isBlank())
        .collect(
            Collectors.toMap(
                Template.Input::name,
                input -> wanted.inputs().getOrDefault(input.name(), "").strip()));
  }

  private static Draft.SourceVersion frozen(Document document) {
    var version = document.current();
    return new Draft.SourceVersion(
        document.id(),
        version.id(),
        version.number(),
        document.title(),
        version.fileName(),
        document.externalId(),
        version.sha256().hex(),
        true);
  }

  private static String languageOf(List<Document> documents) {
    return documents.stream()
        .map(document -> document.current().language())
        .filter(Objects::nonNull)
        .collect(Collectors.groupingBy(language -> language, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(Words.ENGLISH);
  }
}
