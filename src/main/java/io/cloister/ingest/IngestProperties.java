package io.cloister.ingest;

import io.cloister.ingest.read.wire.Limits;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How files are received and read.
 *
 * @param scratch a folder for files while they are read; emptied at the start
 * @param readers how many files are read at the same time, each in a process of its own
 * @param readerOptions further options of the reading processes' Java
 * @param heap the most memory a reading process may use for one file
 * @param time the longest that one file may take
 * @param silence the longest that one file may take without any progress
 * @param characters the most text of one file
 * @param importedCharacters the most text of one imported document
 * @param depth how deep the parts of a file may be in one another
 * @param parts how many parts a file may have
 * @param largestFile the most bytes of one file
 * @param ocr how pictures are read
 * @param freeSpace nothing is received when less would be free on the disk
 */
@Validated
@ConfigurationProperties("cloister.ingest")
record IngestProperties(
    Path scratch,
    @DefaultValue("2") @Positive int readers,
    @DefaultValue List<String> readerOptions,
    @DefaultValue("512MB") DataSize heap,
    @DefaultValue("60s") Duration time,
    @DefaultValue("10s") Duration silence,
    @DefaultValue("25000000") @Positive int characters,
    @DefaultValue("10000000") @Positive int importedCharacters,
    @DefaultValue("10") @Positive int depth,
    @DefaultValue("1000") @Positive int parts,
    @DefaultValue("1GB") DataSize largestFile,
    @DefaultValue OcrProperties ocr,
    @DefaultValue("512MB") DataSize freeSpace) {

  Limits limits() {
    return new Limits(time, silence, (int) heap.toMegabytes(), characters, depth, parts);
  }
}
