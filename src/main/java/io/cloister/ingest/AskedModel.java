package io.cloister.ingest;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.ingest.NotAsked.Reach;
import io.cloister.ingest.PaidParts.Paid;
import io.cloister.ingest.read.wire.Storable;
import io.cloister.library.Document;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.Versions;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Has models say what is on a page or in a sound, each part once. */
@Component
class AskedModel {

  /** Who asks: the reading of a file is nobody's call in particular. */
  static final Actor MACHINE =
      new Actor(new UserId(new UUID(0, 0)), "cloister", Role.STAFF, Set.of());

  private final Versions versions;
  private final ModelGateway gateway;
  private final PaidParts paid;

  AskedModel(Versions versions, ModelGateway gateway, PaidParts paid) {
    this.versions = versions;
    this.gateway = gateway;
    this.paid = paid;
  }

  boolean isRouted(ModelFunction function) {
    return gateway.isRouted(function, MACHINE);
  }

  /** Whether a model that is routed to it may be sent text of this label. */
  boolean maySend(ModelFunction function, Label label) {
    return gateway.maySend(function, label, MACHINE);
  }

  /**
   * The document of which a part is about to be sent, as it is now.
   *
   * @throws NotAsked if somebody put it into the bin
   * @throws CancellationException if it was purged
   */
  Document document(Version version) {
    var document = versions.documentOf(version.id()).orElseThrow(CancellationException::new);
    return versions
        .current(document.id())
        .orElseThrow(() -> new NotAsked("it was put into the bin", Reach.ALL));
  }

  /**
   * What a model says of a part, be it that it said so before. What is not whole is asked for anew
   * the next time.
   *
   * @param part as {@link PaidParts} knows it
   * @param request made only if it was not said before
   * @throws NotAsked if no model said anything
   * @throws CancellationException if it was stopped
   */
  Paid ask(
      VersionId version, String part, Supplier<ModelRequest> request, BooleanSupplier isStopped) {
    var before = paid.find(version, part);
    if (before.isPresent()) {
      return before.get();
    }
    var asked = request.get().labelled(() -> labelNow(version));
    var said = said(gateway.stream(asked, MACHINE, _ -> {}, isStopped));
    if (said.isWhole()) {
      paid.keep(version, part, said);
    }
    return said;
  }

  /** The strictest once it is in the bin or purged: nothing of it is to go anywhere. */
  private Label labelNow(VersionId version) {
    return versions
        .documentOf(version)
        .flatMap(document -> versions.current(document.id()))
        .map(Document::label)
        .orElse(Label.SECRET);
  }

  private static Paid said(ModelReply reply) {
    return switch (reply) {
      case ModelReply.Completed done ->
          new Paid(done.model(), Storable.text(done.text()), done.complete());
      case ModelReply.Refused refused -> throw new NotAsked(refused.reason(), Reach.PART);
      case ModelReply.Unavailable out -> throw new NotAsked(out.reason(), Reach.NOW);
      case ModelReply.OverBudget over ->
          throw new NotAsked("the budget is spent: " + over.budget(), Reach.ALL);
      case ModelReply.Blocked blocked -> throw new NotAsked(blocked.rule(), Reach.ALL);
      case ModelReply.NoRoute _ -> throw new NotAsked("no model is routed to it", Reach.ALL);
      case ModelReply.Stopped _ -> throw new CancellationException("stopped");
    };
  }
}
