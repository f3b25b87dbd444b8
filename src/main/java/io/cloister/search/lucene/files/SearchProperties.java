package io.cloister.search.lucene.files;

import io.cloister.search.lab.Knobs;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the index is and how passages are retrieved. The defaults were measured: {@code
 * docs/adr/0016-what-speaks-for-the-document.md}.
 *
 * @param index the folder of the index
 * @param candidates passages taken by meaning before the rankings are fused
 * @param meaning share of the vectors in the fusion, from 0 to 1; the words have the rest, and more
 *     where fewer than three are looked for
 * @param entry weight of what speaks for the whole document: its entry (title, file name, first
 *     page), where it has several passages
 * @param leastCosine what was found by meaning alone must be at least this near
 * @param commitEvery how often what was put in is forced to disk
 * @param vectors in what form the graph of vectors is walked
 */
@Validated
@ConfigurationProperties("cloister.search")
public record SearchProperties(
    Path index,
    @DefaultValue("100") @Min(10) @Max(10_000) int candidates,
    @DefaultValue("0.6") double meaning,
    @DefaultValue("0.8") double entry,
    @DefaultValue("0.2") double leastCosine,
    @DefaultValue("5s") Duration commitEvery,
    @DefaultValue("byte") VectorForm vectors) {

  /** With what somebody tries in place of what was set. */
  public SearchProperties tried(Knobs knobs) {
    return new SearchProperties(
        index,
        knobs.candidates(),
        knobs.meaning(),
        knobs.entry(),
        leastCosine,
        commitEvery,
        vectors);
  }
}
