package io.cloister.ingest;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.jobs.Jobs;
import io.cloister.library.Sha256;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Versions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Service;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The sample library that ships with the product. */
@Service
public class Samples {

  private static final String FOLDER = "shipped/ingest-samples/";

  private final Ingestion ingestion;
  private final Collections collections;
  private final Versions versions;

  Samples(Ingestion ingestion, Collections collections, Versions versions) {
    this.ingestion = ingestion;
    this.collections = collections;
    this.versions = versions;
  }

  /** One sample with the later versions of it. */
  private record Chain(List<Entry> entries) {}

  private record Entry(String file, @Nullable String title, @Nullable String versionOf) {}

  /**
   * Loads the samples into the collection everyone has, but for those that are there already.
   *
   * @return what was received
   * @throws io.cloister.identity.NotAllowed if the actor is no administrator
   */
  public List<Received> load(Actor actor) {
    actor.require(Role.ADMIN, "load the samples");
    var library = collections.require(Collections.LIBRARY, actor, Right.WRITE);
    var received = new ArrayList<Received>();
    for (var chain : chains()) {
      var newest = bytes(chain.entries().getLast().file());
      if (versions.bySha256(library.id(), Sha256.of(newest)).isEmpty()) {
        load(chain, received, actor);
      }
    }
    return received;
  }

  private void load(Chain chain, List<Received> received, Actor actor) {
    var first = chain.entries().getFirst();
    var document =
        ingestion.receive(
            new Upload(
                first.file(),
                new ByteArrayInputStream(bytes(first.file())),
                Collections.LIBRARY,
                first.title(),
                null,
                false,
                Jobs.Priority.INTERACTIVE),
            actor);
    received.add(document);
    for (var later : chain.entries().subList(1, chain.entries().size())) {
      received.add(
          ingestion.receiveVersion(
              document.version().document(),
              later.file(),
              new ByteArrayInputStream(bytes(later.file())),
              actor));
    }
  }

  private static List<Chain> chains() {
    var chains = new LinkedHashMap<String, Chain>();
    for (var entry : entries()) {
      var before = entry.versionOf() == null ? null : chains.get(entry.versionOf());
      var chain = before == null ? new Chain(new ArrayList<>()) : before;
      chain.entries().add(entry);
      chains.put(entry.file(), chain);
    }
    return chains.values().stream().distinct().toList();
  }

  private static List<Entry> entries() {
    Map<String, List<Map<String, String>>> manifest =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new ByteArrayInputStream(bytes("manifest.yaml")));
    return manifest.getOrDefault("documents", List.of()).stream()
        .map(entry ->
            new Entry(
                String.valueOf(entry.get("file")), entry.get("title"), entry.get("versionOf")))
        .toList();
  }

  private static byte[] bytes(String file) {
    try {
      return new ClassPathResource(FOLDER + file).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the sample " + file + " is not on the class path", e);
    }
  }
}
