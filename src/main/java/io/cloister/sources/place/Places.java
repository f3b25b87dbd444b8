package io.cloister.sources.place;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Places as fields and their values: in the contract, in forms and in the database. */
@Component
public class Places {

  private static final TypeReference<TreeMap<String, Object>> FIELDS = new TypeReference<>() {};

  private final JsonMapper json =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .build();

  /**
   * A place of this kind. What is not given is as it usually is; what no such place has is left
   * out.
   *
   * @throws SourceRefused if there is no such kind, or a value is none of the field's
   */
  public Place of(String kind, Map<String, ?> fields) {
    var found =
        Place.Kind.of(kind)
            .orElseThrow(() ->
                new SourceRefused(
                    "kind",
                    "no-kind",
                    "There is no such kind of source",
                    "Choose one of the kinds that the page of sources offers."));
    try {
      return json.convertValue(fields, found.form());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SourceRefused(
          "place",
          "no-place",
          "A setting of the source has a value that it cannot have",
          "Compare it with what the description of the interface names.");
    }
  }

  public Map<String, Object> fields(Place place) {
    return json.convertValue(place, FIELDS);
  }

  public String write(Place place) {
    return json.writeValueAsString(place);
  }

  public Place read(String kind, String written) {
    return json.readValue(written, Place.Kind.of(kind).orElseThrow().form());
  }
}
