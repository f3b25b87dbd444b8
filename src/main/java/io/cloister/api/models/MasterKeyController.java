package io.cloister.api.models;

import io.cloister.identity.CurrentActor;
import io.cloister.models.secret.SealedSecrets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/master-key")
class MasterKeyController {

  private final SealedSecrets secrets;
  private final CurrentActor actor;

  MasterKeyController(SealedSecrets secrets, CurrentActor actor) {
    this.secrets = secrets;
    this.actor = actor;
  }

  @GetMapping
  MasterKeyShape get() {
    return MasterKeyShape.of(secrets.state(actor.get()));
  }

  @PostMapping("/rotate")
  MasterKeyShape rotate() {
    return MasterKeyShape.of(secrets.rotate(actor.get()));
  }

  record MasterKeyShape(
      String source,
      @Nullable String mark,
      @Nullable String problem,
      int secrets,
      int locked,
      boolean mayRotate) {

    static MasterKeyShape of(SealedSecrets.State state) {
      return new MasterKeyShape(
          state.source(),
          state.mark(),
          state.problem(),
          state.secrets(),
          state.locked(),
          state.mayRotate());
    }
  }
}
