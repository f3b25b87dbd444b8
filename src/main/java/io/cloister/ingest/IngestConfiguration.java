package io.cloister.ingest;

import io.cloister.ingest.read.ReaderCommand;
import io.cloister.ingest.read.Readers;
import io.cloister.ingest.split.PassageSplitter;
import io.cloister.library.document.Versions;
import io.cloister.models.Embedder;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

  @Bean
  Readers readers(IngestProperties properties) throws IOException {
    return new Readers(
        properties.readers(),
        properties.limits(),
        properties.scratch(),
        new ReaderCommand(properties.readerOptions()));
  }

  /** Of their own, so that who wants to see a page waits for no file to be read. */
  @Bean
  Readers sheetReaders(IngestProperties properties) throws IOException {
    return asked(properties, "drawing");
  }

  /** Of their own, as parts may take minutes: nobody waits for them to see a page. */
  @Bean
  Readers partReaders(IngestProperties properties) throws IOException {
    return asked(properties, "parts");
  }

  /** Two, so that nobody, who has one turn at a time, takes them all. */
  private static Readers asked(IngestProperties properties, String folder) throws IOException {
    return new Readers(
        2,
        properties.limits(),
        properties.scratch().resolveSibling(folder),
        new ReaderCommand(properties.readerOptions()));
  }

  @Bean
  PassageSplitter passageSplitter(Embedder embedder) {
    return new PassageSplitter(new TokenCount(embedder), embedder.window());
  }

  @Bean
  ReadJob readJob(Reading reading, IngestProperties properties) {
    return new ReadJob(ReadJob.KIND, false, properties.ocr().few(), reading);
  }

  @Bean
  ReadJob longReadJob(Reading reading, IngestProperties properties) {
    return new ReadJob(ReadJob.LONG, true, properties.ocr().many(), reading);
  }

  @Bean
  EmbedJob embedJob(Versions versions, Finishing finishing) {
    return new EmbedJob(EmbedJob.KIND, false, versions, finishing);
  }

  @Bean
  EmbedJob embedManyJob(Versions versions, Finishing finishing) {
    return new EmbedJob(EmbedJob.MANY_PASSAGES, true, versions, finishing);
  }
}
