package io.cloister;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.CollectionId;
import io.cloister.library.Sha256;
import io.cloister.library.VersionId;
import io.cloister.library.document.NewDocument;
import io.cloister.library.document.NewVersion;
import io.cloister.library.document.Versions;
import io.cloister.library.likeness.Likenesses;
import io.cloister.library.original.Originals;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The library's storage alone, as a process that takes in originals until it dies at a given point.
 * Started by {@link StorageKilledTests}: folder, writes of the database until the end (0 for none),
 * microseconds until the end (0 for none), seed. What was acknowledged so far is in {@code
 * acknowledged} in the folder; what is acknowledged now is printed, each as version and SHA-256.
 */
final class StorageProcess {

  static final int LOST = 3;
  static final CollectionId COLLECTION = new CollectionId(new UUID(0, 1));

  private static final int UPLOADERS = 4;
  private static final int LARGEST = 9_000; // bytes, all of which each start reads
  private static final Actor ACTOR =
      new Actor(new UserId(new UUID(0, 2)), "storage", Role.ADMIN, Set.of());

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final Originals originals;
  private final Versions versions;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Path blobs;

  private StorageProcess(BeanFactory rooms, Path folder) {
    originals = rooms.getBean(Originals.class);
    versions = rooms.getBean(Versions.class);
    jdbc = rooms.getBean(JdbcClient.class);
    transaction = new TransactionTemplate(rooms.getBean(SyncedTransactionManager.class));
    blobs = folder.resolve("originals");
  }

  static String url(Path folder, String scheme) {
    return "jdbc:h2:file:%sretry:%s/cloister;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
        .formatted(scheme, folder);
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    int writes = Integer.parseInt(arguments[1]);
    long micros = Long.parseLong(arguments[2]);
    var chance = new Random(Long.parseLong(arguments[3]));
    DyingFiles.dieAfter(Integer.MAX_VALUE, false);
    var storage = new StorageProcess(rooms(folder), folder);
    storage.everythingIsThere(Files.readAllLines(folder.resolve("acknowledged")));
    if (writes > 0) {
      DyingFiles.dieAfter(writes, chance.nextBoolean());
    }
    for (int i = 0; i < UPLOADERS; i++) {
      long seed = chance.nextLong();
      Thread.ofPlatform().start(() -> storage.takeInForEver(new Random(seed)));
    }
    if (micros > 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(1_000 * micros);
      Runtime.getRuntime().halt(DyingFiles.ENDED);
    }
  }

  private void takeInForEver(Random chance) {
    while (true) {
      var bytes = new byte[1 + chance.nextInt(LARGEST)];
      chance.nextBytes(bytes);
      try {
        takeIn(bytes);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void takeIn(byte[] bytes) throws IOException {
    try (var kept = originals.keep(new ByteArrayInputStream(bytes))) {
      var added =
          transaction.execute(_ ->
              versions.addDocument(
                  new NewDocument(
                      COLLECTION,
                      null,
                      "A file",
                      Label.INTERNAL,
                      Map.of(),
                      new NewVersion(kept.bytes(), "a.bin", "application/octet-stream", ACTOR))));
      out.write("%s %s\n".formatted(added.id(), added.sha256()).getBytes(UTF_8));
    }
  }

  /** Ends the process with {@link #LOST} if anything acknowledged is missing, twice or broken. */
  private void everythingIsThere(List<String> acknowledged) throws IOException {
    var rows =
        jdbc.sql("select id, sha256 from document_version")
            .query((row, _) ->
                new VersionId(row.getObject(1, UUID.class)) + " " + row.getString(2).strip())
            .list();
    var there = new HashSet<>(rows);
    var contents = new HashSet<String>();
    for (var row : rows) {
      var sha256 = row.split(" ")[1];
      if (!contents.add(sha256)) {
        end("twice: " + row);
      }
      var file = blobs.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
      if (!Files.exists(file)
          || !Sha256.ofDigest(Sha256.digest().digest(Files.readAllBytes(file)))
              .hex()
              .equals(sha256)) {
        end("without its bytes: " + row);
      }
    }
    for (var one : acknowledged) {
      if (!there.contains(one)) {
        end("acknowledged and lost: " + one);
      }
    }
  }

  private static void end(String why) {
    System.err.println(why);
    Runtime.getRuntime().halt(LOST);
  }

  /** The few beans that storing needs: a whole context would take longer to start than to kill. */
  private static DefaultListableBeanFactory rooms(Path folder) throws ClassNotFoundException {
    var pool = JdbcConnectionPool.create(url(folder, "dying:"), "cloister", "");
    var rooms = new DefaultListableBeanFactory();
    ApplicationEventPublisher nobody = _ -> {};
    for (var one :
        List.of(
            pool,
            new SyncedTransactionManager(pool),
            JdbcClient.create(pool),
            new NamedParameterJdbcTemplate(pool),
            JsonMapper.shared(),
            Clock.systemUTC(),
            folder.resolve("originals"),
            nobody)) {
      rooms.registerSingleton(one.getClass().getName(), one);
    }
    for (var one :
        List.of(
            Class.forName("io.cloister.library.original.DirectoryBlobStore"),
            Originals.class,
            Class.forName("io.cloister.library.document.DocumentRows"),
            Likenesses.class,
            Versions.class)) {
      rooms.registerBeanDefinition(
          one.getName(),
          new RootBeanDefinition(one, AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR, false));
    }
    return rooms;
  }
}
