package io.cloister.api.search;

import io.cloister.identity.CurrentActor;
import io.cloister.search.lab.QueryRecords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people search for, where that is recorded, for administrators. */
@RestController
@RequestMapping("/api/v1/search/records")
class QueryRecordsController {

  private final QueryRecords records;
  private final CurrentActor current;

  QueryRecordsController(QueryRecords records, CurrentActor current) {
    this.records = records;
    this.current = current;
  }

  /**
   * @param items the newest first
   * @param withoutResults the most frequent first
   */
  record Overview(
      QueryRecords.Setting setting,
      List<QueryRecords.Recorded> items,
      List<QueryRecords.Fruitless> withoutResults) {}

  @GetMapping
  Overview list(@RequestParam(defaultValue = "100") @Min(1) @Max(1_000) int size) {
    var actor = current.get();
    return new Overview(
        records.setting(), records.latest(size, actor), records.withoutResults(size, actor));
  }

  record GivenSetting(
      @NotNull Boolean enabled, @NotNull @Min(1) @Max(QueryRecords.MOST_DAYS) Integer keepDays) {}

  @PutMapping
  QueryRecords.Setting set(@RequestBody @Valid GivenSetting given) {
    records.set(new QueryRecords.Setting(given.enabled(), given.keepDays()), current.get());
    return records.setting();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void purge() {
    records.purge(current.get());
  }
}
