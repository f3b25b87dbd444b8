package io.cloister.api.identity;

import io.cloister.api.KeptInstead;
import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.Token;
import io.cloister.identity.TokenId;
import io.cloister.identity.Tokens;
import io.cloister.identity.UserId;
import io.cloister.library.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Everyone has tokens of their own; an administrator also gives and takes those of others. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokensController {

  private final Tokens tokens;
  private final People people;
  private final CurrentActor actor;

  TokensController(Tokens tokens, People people, CurrentActor actor) {
    this.tokens = tokens;
    this.people = people;
    this.actor = actor;
  }

  @GetMapping
  Listed<TokenShape> list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var me = actor.get();
    var all = me.is(Role.ADMIN) ? tokens.all() : tokens.of(me.user());
    return Listed.slice(all, page, size, token -> TokenShape.of(token, null));
  }

  /** The answer is the only one that holds the token's secret, also with an Idempotency-Key. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TokenShape create(@Valid @RequestBody NewToken wanted, HttpServletRequest request) {
    var me = actor.get();
    var owner = wanted.user() == null ? me.user() : new UserId(wanted.user());
    if (!owner.equals(me.user())) {
      me.require(Role.ADMIN, "make tokens for others");
      if (people.find(owner).isEmpty()) {
        throw new NotFound("User", owner);
      }
    }
    var issued = tokens.issue(owner, wanted.name(), wanted.expiresAt(), me);
    KeptInstead.of(request, TokenShape.of(issued.token(), null));
    return TokenShape.of(issued.token(), issued.secret());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable UUID id) {
    var me = actor.get();
    var token =
        tokens
            .find(new TokenId(id))
            .filter(found -> found.owner().equals(me.user()) || me.is(Role.ADMIN))
            .orElseThrow(() -> new NotFound("Token", id));
    tokens.revoke(token.id(), me);
  }

  /** {@code token} is null but for the answer to its making. */
  record TokenShape(
      String id,
      String name,
      Owner user,
      String prefix,
      @Nullable String token,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt) {

    static TokenShape of(Token token, @Nullable String secret) {
      return new TokenShape(
          token.id().toString(),
          token.name(),
          new Owner(token.owner().toString(), token.ownerName()),
          token.prefix(),
          secret,
          token.createdAt(),
          token.expiresAt(),
          token.lastUsedAt());
    }
  }

  record Owner(String id, String name) {}

  record NewToken(
      @NotBlank @Size(max = 100) String name, @Nullable UUID user, @Nullable Instant expiresAt) {}
}
