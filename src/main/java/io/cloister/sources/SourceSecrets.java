package io.cloister.sources;

import io.cloister.secrets.Sealing;
import io.cloister.secrets.SecretKeeper;
import io.cloister.secrets.SecretsLocked;
import io.cloister.sources.place.Place;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourceRefused;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What opens the places of sources. A secret opens only what it was entered for; it goes in and
 * comes out to nobody but that.
 */
@Repository
class SourceSecrets implements SecretKeeper {

  private static final int LONGEST = 1_000;

  private final JdbcClient jdbc;
  private final Sealing sealing;

  SourceSecrets(JdbcClient jdbc, Sealing sealing) {
    this.jdbc = jdbc;
    this.sealing = sealing;
  }

  /** To be called before the first row is changed. */
  void holdOffRotation() {
    sealing.holdOffRotation();
  }

  /**
   * Sets it after the source was changed.
   *
   * @param entered null to keep what there is, unless the place is another now; empty for none
   * @param before null for a new source
   */
  void change(SourceId id, Place place, @Nullable String entered, @Nullable Place before) {
    if (entered != null && !entered.isEmpty()) {
      set(id, sealed(id, place, entered));
    } else if (entered != null || before == null || !before.secretFor().equals(place.secretFor())) {
      set(id, null);
    }
  }

  private byte @Nullable [] sealed(SourceId id, Place place, String entered) {
    if (place.secretFor().isEmpty()) {
      return null;
    }
    if (entered.length() > LONGEST) {
      throw new SourceRefused(
          "secret", "no-secret", "A password has at most 1,000 signs", "Enter a shorter one.");
    }
    try {
      return sealing.seal(entered, place(id, place));
    } catch (SecretsLocked e) {
      throw new SourceRefused(
          "secret",
          "secrets-locked",
          String.valueOf(e.getMessage()),
          "Put the master key right; see docs/operations.md.");
    }
  }

  /**
   * @return null if there is none
   * @throws PlaceFailed if it cannot be opened
   */
  @Nullable String open(Source source) {
    var sealed = sealed(source.id());
    if (sealed == null) {
      return null;
    }
    try {
      return sealing.open(sealed, place(source.id(), source.setting().place()));
    } catch (SecretsLocked e) {
      throw new PlaceFailed(SourceProblem.SECRET_LOCKED, e);
    }
  }

  boolean isSet(SourceId id) {
    return sealed(id) != null;
  }

  private static String place(SourceId id, Place place) {
    return "source.secret " + id + " " + place.secretFor();
  }

  private byte @Nullable [] sealed(SourceId id) {
    return jdbc.sql("select secret from source where id = ? and secret is not null")
        .param(id.value())
        .query((row, _) -> row.getBytes(1))
        .optional()
        .orElse(null);
  }

  private void set(SourceId id, byte @Nullable [] sealed) {
    jdbc.sql("update source set secret = ? where id = ?")
        .params(Arrays.asList(sealed, id.value()))
        .update();
  }

  private Map<SourceId, byte[]> all() {
    var sealed = new HashMap<SourceId, byte[]>();
    RowCallbackHandler one =
        row -> sealed.put(new SourceId(row.getObject(1, UUID.class)), row.getBytes(2));
    jdbc.sql("select id, secret from source where secret is not null").query(one);
    return sealed;
  }

  @Override
  public List<byte[]> sealed() {
    return List.copyOf(all().values());
  }

  @Override
  public void replaceEach(UnaryOperator<byte[]> anew) {
    all().forEach((id, sealed) -> set(id, anew.apply(sealed)));
  }
}
