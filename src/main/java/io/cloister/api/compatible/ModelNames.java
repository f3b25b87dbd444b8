package io.cloister.api.compatible;

import io.cloister.identity.Actor;
import io.cloister.models.program.ModelRelay;
import io.cloister.models.program.RelayModel;
import io.cloister.models.relay.RelayRequest.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The models as both dialects list them. */
@Component
final class ModelNames {

  // clients want a date; when a model was made nobody tells
  private static final long CREATED = 1_700_000_000L;
  private static final String CREATED_AT = "2023-11-14T22:13:20Z";

  private final ModelRelay relay;
  private final JsonMapper json;

  ModelNames(ModelRelay relay, JsonMapper json) {
    this.relay = relay;
    this.json = json;
  }

  JsonNode list(Dialect dialect, Actor actor) {
    var list = json.createObjectNode();
    var models = all(actor);
    if (dialect == Dialect.OPENAI) {
      list.put("object", "list");
    }
    var data = list.putArray("data");
    models.forEach(model -> data.add(shape(model, dialect)));
    if (dialect == Dialect.ANTHROPIC) {
      list.put("has_more", false);
      list.put("first_id", models.getFirst().name());
      list.put("last_id", models.getLast().name());
    }
    return list;
  }

  Optional<JsonNode> find(String name, Dialect dialect, Actor actor) {
    return all(actor).stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .map(model -> shape(model, dialect));
  }

  private List<RelayModel> all(Actor actor) {
    var models = new ArrayList<RelayModel>();
    models.add(new RelayModel(AskModel.NAME, "cloister"));
    models.addAll(relay.models(actor));
    return models;
  }

  private ObjectNode shape(RelayModel model, Dialect dialect) {
    var shape = json.createObjectNode();
    return switch (dialect) {
      case OPENAI ->
          shape
              .put("id", model.name())
              .put("object", "model")
              .put("created", CREATED)
              .put("owned_by", model.owner());
      case ANTHROPIC ->
          shape
              .put("type", "model")
              .put("id", model.name())
              .put("display_name", model.name())
              .put("created_at", CREATED_AT);
    };
  }
}
