package io.cloister.database;

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
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
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
 * The library's storage alone, as a process that takes in originals until its {@link Death}.
 * Started by {@link StorageKilledTests}: folder and death. What was acknowledged so far is in
 * {@code acknowledged} in the folder; what is acknowledged now is printed, each as version and
 * SHA-256.
 */
final class StorageProcess {

  static final int LOST = 3;
  static final CollectionId COLLECTION = new CollectionId(new UUID(0, 1));

  private static final int UPLOADERS = 4;
  private static final int LONGEST_CLOSING = 300_000_000; // nanoseconds
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
    JournaledFiles.register();
    return "jdbc:h2:file:journal:%sretry:%s/cloister;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
        .formatted(scheme, folder);
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    var death = Death.of(List.of(arguments).subList(1, arguments.length));
    var chance = new Random(death.seed());
    DyingFiles.dieAfter(Integer.MAX_VALUE, false);
    PowerCutFiles.register();
    var database = JdbcConnectionPool.create(url(folder, death.scheme()), "cloister", "");
    if (death.kind() == Death.Kind.BY_A_POWER_CUT && death.opens()) {
      Thread.ofPlatform().start(() -> cutThePower(death, database, chance));
    }
    var disk = new DiskSync();
    var storage = new StorageProcess(rooms(database, disk, folder.resolve("originals")), folder);
    storage.everythingIsThere(Files.readAllLines(folder.resolve("acknowledged")));
    if (death.kind() == Death.Kind.AT_A_WRITE) {
      DyingFiles.dieAfter(death.after(), chance.nextBoolean());
    }
    for (int i = 0; i < UPLOADERS; i++) {
      long seed = death.seed() + i;
      Thread.ofPlatform().start(() -> storage.takeInForEver(new Random(seed)));
    }
    if (death.compacts()) {
      Thread.ofPlatform().start(() -> compactForEver(database, disk));
    }
    if (death.kind() == Death.Kind.BY_A_POWER_CUT && !death.opens()) {
      cutThePower(death, database, chance);
    }
    if (death.kind() == Death.Kind.AT_ANY_MOMENT) {
      LockSupport.parkNanos(1_000L * death.after());
      Runtime.getRuntime().halt(DyingFiles.ENDED);
    }
  }

  private static void cutThePower(Death death, DataSource database, Random chance) {
    LockSupport.parkNanos(1_000L * death.after());
    if (death.closes()) {
      Thread.ofPlatform().start(() -> JdbcClient.create(database).sql("shutdown").update());
      LockSupport.parkNanos(chance.nextInt(LONGEST_CLOSING));
    }
    PowerCutFiles.cut(chance);
  }

  /** It looks twice, with less between than would keep it from beginning. */
  private static void compactForEver(DataSource database, DiskSync disk) {
    while (true) {
      var compaction = new Compaction(database, disk, 1);
      compaction.look();
      compaction.look();
      LockSupport.parkNanos(20_000_000); // what is taken in meanwhile makes old parts
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
  private static DefaultListableBeanFactory rooms(
      DataSource database, DiskSync disk, Path originals) throws ClassNotFoundException {
    var rooms = new DefaultListableBeanFactory();
    ApplicationEventPublisher nobody = _ -> {};
    for (var one :
        List.of(
            database,
            new SyncedTransactionManager(database, disk),
            JdbcClient.create(database),
            new NamedParameterJdbcTemplate(database),
            JsonMapper.shared(),
            Clock.systemUTC(),
            originals,
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
