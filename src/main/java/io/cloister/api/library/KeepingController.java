package io.cloister.api.library;

import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.library.bin.Bin;
import io.cloister.library.bin.PurgeReceipt;
import io.cloister.library.bin.Purges;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.keeping.Keeping;
import io.cloister.library.keeping.KeepingRule;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long documents are kept, and the proof that they are gone. */
@RestController
@RequestMapping("/api/v1")
class KeepingController {

  private final Keeping keeping;
  private final Collections collections;
  private final Bin bin;
  private final Purges purges;
  private final CurrentActor actor;

  KeepingController(
      Keeping keeping, Collections collections, Bin bin, Purges purges, CurrentActor actor) {
    this.keeping = keeping;
    this.collections = collections;
    this.bin = bin;
    this.purges = purges;
    this.actor = actor;
  }

  @GetMapping("/collections/{id}/keeping")
  Rule keeping(@PathVariable String id) {
    return Rule.of(keeping.of(collections.find(id, actor.get()).id()));
  }

  @PutMapping("/collections/{id}/keeping")
  Rule keep(@PathVariable String id, @RequestBody Rule rule) {
    var collection = collections.find(id, actor.get()).id();
    keeping.set(
        collection, new KeepingRule(rule.keepDays(), rule.binDays(), rule.hold()), actor.get());
    return Rule.of(keeping.of(collection));
  }

  /** Empties the bin, of one collection or of all in which the caller may write. */
  @DeleteMapping("/bin")
  Bin.Emptied empty(@RequestParam(required = false) @Nullable String collection) {
    var writable = collections.scopeOf(actor.get(), Right.WRITE);
    var scope =
        collection == null
            ? writable
            : writable.narrowedTo(
                Set.of(collections.require(collection, actor.get(), Right.WRITE).id()));
    return bin.empty(scope, actor.get());
  }

  @GetMapping("/purges")
  Listed<Receipt> receipts(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return Listed.of(purges.receipts(page, size, actor.get()), Receipt::of);
  }

  @GetMapping("/purges/{id}")
  Receipt receipt(@PathVariable UUID id) {
    return Receipt.of(purges.receipt(id, actor.get()));
  }

  /** Null is no rule, and no hold. */
  record Rule(@Nullable Integer keepDays, @Nullable Integer binDays, @Nullable String hold) {

    static Rule of(KeepingRule rule) {
      return new Rule(rule.keepDays(), rule.binDays(), rule.hold());
    }
  }

  record Receipt(
      UUID id,
      String document,
      int versions,
      List<String> originals,
      Instant purgedAt,
      String purgedBy,
      Instant lookedAt,
      boolean clean,
      List<String> stillUsed,
      Map<String, Long> remains) {

    static Receipt of(PurgeReceipt receipt) {
      return new Receipt(
          receipt.id(),
          receipt.document().toString(),
          receipt.versions(),
          receipt.originals().stream().map(Object::toString).toList(),
          receipt.purgedAt(),
          receipt.purgedBy(),
          receipt.lookedAt(),
          receipt.isClean(),
          receipt.stillUsed().stream().map(Object::toString).toList(),
          receipt.remains());
    }
  }
}
