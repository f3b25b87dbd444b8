package io.cloister.api.models;

import io.cloister.governance.Boundary;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.connection.Owner;
import io.cloister.models.log.TrackRecord;
import io.cloister.models.traffic.ConnectionStates.State;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A connection as the contract shows it. */
record ConnectionShape(
    String id,
    String name,
    String kind,
    @Nullable String baseUrl,
    KeyShape apiKey,
    String boundary,
    @Nullable String region,
    String owner,
    @Nullable String ownerId,
    boolean openToPeople,
    Map<String, String> headers,
    Map<String, KeyShape> secretHeaders,
    TlsShape tls,
    List<ModelShape> models,
    @Nullable Integer maxConcurrent,
    StateShape state,
    LatelyShape lately) {

  static ConnectionShape of(Connection connection, State state, TrackRecord lately) {
    return new ConnectionShape(
        connection.id().toString(),
        connection.name(),
        connection.kind().word(),
        connection.baseUrl() == null ? null : connection.baseUrl().toString(),
        KeyShape.of(connection.key()),
        connection.boundary().word(),
        connection.region(),
        connection.owner().kind().word(),
        connection.owner().id() == null ? null : connection.owner().id().toString(),
        connection.openToPeople(),
        connection.headers(),
        connection.secretHeaders().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> KeyShape.of(each.getValue()))),
        TlsShape.of(connection.tls()),
        connection.models().stream().map(ModelShape::of).toList(),
        connection.maxConcurrent(),
        StateShape.of(state),
        LatelyShape.of(lately));
  }

  /**
   * @param pausedSeconds how long it is left alone after failing; null if it is not
   */
  record StateShape(int asked, int waiting, @Nullable Long pausedSeconds) {

    static StateShape of(State state) {
      return new StateShape(
          state.asked(), state.waiting(), state.pause() == null ? null : state.pause().toSeconds());
    }
  }

  /**
   * The latest calls that reached it.
   *
   * @param firstToken null if no reply was streamed
   */
  record LatelyShape(
      int calls,
      int failed,
      TrackRecord.@Nullable LastFailure lastFailure,
      TrackRecord.@Nullable FirstToken firstToken) {

    static LatelyShape of(TrackRecord lately) {
      return new LatelyShape(
          lately.calls(), lately.failed(), lately.lastFailure(), lately.firstToken());
    }
  }

  record KeyShape(boolean set, @Nullable String last4) {
    static KeyShape of(Connection.Key key) {
      return new KeyShape(key.set(), key.last4());
    }
  }

  /** The private key of the certificate goes in and never comes out. */
  record TlsShape(
      @Nullable String authority, @Nullable String certificate, KeyShape certificateKey) {
    static TlsShape of(Connection.Tls tls) {
      return new TlsShape(
          tls.authority(), tls.certificate(), new KeyShape(tls.certificate() != null, null));
    }
  }

  /** What is null stays, what is empty is taken away. */
  record WantedTls(
      @Nullable @Size(max = 100_000) String authority,
      @Nullable @Size(max = 100_000) String certificate,
      @Nullable @Size(max = 15_000) String certificateKey) {

    /** Without the key: records print what they hold. */
    @Override
    public String toString() {
      return "WantedTls[]";
    }
  }

  record ModelShape(
      @NotBlank @Size(max = 300) String name,
      @NotEmpty List<@NotNull String> kinds,
      @Nullable @Min(1) Integer contextTokens,
      @Nullable @Min(0) Long inputMicrosPerMillionTokens,
      @Nullable @Min(0) Long outputMicrosPerMillionTokens) {

    static ModelShape of(OfferedModel model) {
      return new ModelShape(
          model.name(),
          model.kinds(),
          model.contextTokens(),
          model.inputMicrosPerMillionTokens(),
          model.outputMicrosPerMillionTokens());
    }

    OfferedModel toModel() {
      return new OfferedModel(
          name,
          kinds,
          contextTokens,
          inputMicrosPerMillionTokens == null ? 0 : inputMicrosPerMillionTokens,
          outputMicrosPerMillionTokens == null ? 0 : outputMicrosPerMillionTokens,
          null);
    }
  }

  /** What may be said of a connection when it is made or changed. */
  record Wanted(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String baseUrl,
      @Nullable String apiKey,
      @Nullable @Pattern(regexp = "inside|private|public") String boundary,
      @Nullable @Size(max = 100) String region,
      @Nullable @Pattern(regexp = "deployment|group|person") String owner,
      @Nullable String ownerId,
      @Nullable Boolean openToPeople,
      @Nullable Map<String, String> headers,
      @Nullable Map<String, String> secretHeaders,
      @Nullable @Valid WantedTls tls,
      @Nullable List<@NotNull @Valid ModelShape> models,
      @Nullable @Min(0) Integer maxConcurrent) {

    ConnectionSetting toSetting() {
      return new ConnectionSetting(
          name,
          kind,
          baseUrl,
          apiKey,
          boundary == null ? null : Boundary.of(boundary),
          region,
          headers,
          models == null ? null : models.stream().map(ModelShape::toModel).toList(),
          maxConcurrent,
          secretHeaders,
          tls == null
              ? null
              : new ConnectionSetting.Tls(tls.authority(), tls.certificate(), tls.certificateKey()),
          wantedOwner(),
          openToPeople);
    }

    private @Nullable Owner wantedOwner() {
      if (owner == null) {
        return null;
      }
      var kind = Owner.Kind.of(owner).orElseThrow();
      try {
        return new Owner(kind, ownerId == null ? null : UUID.fromString(ownerId));
      } catch (IllegalArgumentException e) {
        throw SettingRefused.ofOwner();
      }
    }

    /** Without the key: records print what they hold. */
    @Override
    public String toString() {
      return "Wanted[" + name + "]";
    }
  }
}
