package io.cloister.models;

import io.cloister.egress.Egress;
import io.cloister.egress.Egresses;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.AuditTrails;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.governance.Policies;
import io.cloister.identity.Accounts;
import io.cloister.identity.Actor;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.models.agent.Agents;
import io.cloister.models.catalogue.Catalogue;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.connection.PersonalConnections;
import io.cloister.models.cost.Budgets;
import io.cloister.models.cost.Usages;
import io.cloister.models.log.Invocation;
import io.cloister.models.log.InvocationFilter;
import io.cloister.models.log.Invocations;
import io.cloister.models.log.ModelLogging;
import io.cloister.models.probe.Probe;
import io.cloister.models.program.ModelRelay;
import io.cloister.models.prompt.PromptEditing;
import io.cloister.models.prompt.Prompts;
import io.cloister.models.route.RouterRules;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routing;
import io.cloister.models.secret.SealedSecrets;
import io.cloister.models.shadow.Shadows;
import io.cloister.models.traffic.ModelProperties;
import io.cloister.models.wire.Wire;
import io.cloister.secrets.Sealings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.json.JsonMapper;

/** The room by itself on a database in memory, with all waiting a hundred times shorter. */
public final class ModelsOnly implements AutoCloseable {

  public static final Actor ADMIN =
      new Actor(new UserId(UUID.randomUUID()), "admin", Role.ADMIN, Set.of());
  public static final Actor STAFF =
      new Actor(new UserId(UUID.randomUUID()), "staff", Role.STAFF, Set.of());
  public static final String KEY = "sk-canary-0123456789abcdef";

  private static final List<String> SCRIPTS =
      List.of(
          "V001__identity",
          "V002__governance",
          "V005__models",
          "V009__egress",
          "V011__left_the_house",
          "V012__model_budgets",
          "V013__model_log",
          "V014__model_turns",
          "V015__model_rules",
          "V016__connection_trust_and_owners",
          "V017__model_catalogue",
          "V018__model_prompts",
          "V019__model_agents",
          "V021__model_shadows",
          "V034__routes_to_what_is_built_in",
          "V036__language_of_alerts",
          "V060__model_log_counts",
          "V083__authorities_of_alerts");

  public final JdbcClient jdbc;
  public final Connections connections;
  public final SealedSecrets secrets;
  public final PersonalConnections personal;
  public final Catalogue catalogue;
  public final Routes routes;
  public final RouterRules rules;
  public final Invocations invocations;
  public final Usages usages;
  public final ModelLogging logging;
  public final Budgets budgets;
  public final People people;
  public final Groups groups;
  public final AuditTrail audit;
  public final Prompts prompts;
  public final PromptEditing editing;
  public final Agents agents;
  public final Wire wire;
  public final ModelGateway gateway;
  public final Shadows shadows;
  public final ModelRelay relay;
  public final Probe probe;
  public final DataSourceTransactionManager transactions;
  private final ModelParts parts = new ModelParts();
  private final Egress egress;

  /** With waits that a busy machine does not exceed. */
  public ModelsOnly(Path folder) {
    this(folder, Duration.ofMinutes(2));
  }

  /** With waits so short that a test can see them end. */
  public static ModelsOnly hurried(Path folder) {
    return new ModelsOnly(folder, Duration.ofSeconds(6));
  }

  /**
   * @param total for a whole reply; the waits within it are a quarter of it and less
   */
  public ModelsOnly(Path folder, Duration total) {
    this(
        folder,
        new ModelProperties(
            total.dividedBy(4),
            total.dividedBy(6),
            total,
            total,
            2,
            Duration.ofSeconds(30),
            5,
            Duration.ofMinutes(10),
            Duration.ofSeconds(2),
            2));
  }

  public ModelsOnly(Path folder, ModelProperties properties) {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    for (var script : SCRIPTS) {
      new ResourceDatabasePopulator(new ClassPathResource("db/migration/" + script + ".sql"))
          .execute(database);
    }
    jdbc = JdbcClient.create(database);
    var json = JsonMapper.builder().build();
    var clock = Clock.systemUTC();
    audit = AuditTrails.on(jdbc, json, clock);
    transactions = new DataSourceTransactionManager(database);
    people = Accounts.people(jdbc, clock);
    groups = Accounts.groups(jdbc, clock);
    var keys = new Sealings(folder.resolve("master.key"));
    parts.given(
        jdbc,
        new JdbcTemplate(database),
        transactions,
        json,
        clock,
        audit,
        people,
        groups,
        new Policies(),
        properties,
        keys.sealing(),
        keys.rotation(),
        StubEmbedder.unavailable(),
        new WordRanker());
    connections = part(Connections.class);
    egress = Egresses.on(jdbc, connections);
    parts.given(egress);
    secrets = part(SealedSecrets.class);
    personal = part(PersonalConnections.class);
    catalogue = part(Catalogue.class);
    routes = part(Routes.class);
    rules = part(RouterRules.class);
    invocations = part(Invocations.class);
    usages = part(Usages.class);
    logging = part(ModelLogging.class);
    budgets = part(Budgets.class);
    prompts = part(Prompts.class);
    editing = part(PromptEditing.class);
    agents = part(Agents.class);
    wire = part(Wire.class);
    gateway = part(ModelGateway.class);
    shadows = part(Shadows.class);
    relay = part(ModelRelay.class);
    probe = part(Probe.class);
  }

  /** The same as a process would know it that began now. */
  public <T> T afterARestart(Class<T> type) {
    return parts.anew(type);
  }

  /** What else there is of the room. */
  public <T> T part(Class<T> type) {
    return parts.get(type);
  }

  public Connection connect(String name, URI address, Boundary boundary) {
    return connect(name, address, boundary, KEY, "scripted");
  }

  public Connection connect(
      String name, URI address, Boundary boundary, @Nullable String key, String model) {
    return connections.create(
        new ConnectionSetting(
            name,
            null,
            address.toString(),
            key,
            boundary,
            null,
            Map.of(),
            List.of(new OfferedModel(model, List.of("chat"), 4096, 1_000_000, 2_000_000, null))),
        ADMIN);
  }

  /** A connection within the house whose one model, {@code m}, has this price, in and out. */
  public Connection priced(String name, URI address, long micros) {
    return connections.create(
        new ConnectionSetting(
            name,
            null,
            address.toString(),
            null,
            Boundary.INSIDE,
            null,
            Map.of(),
            List.of(new OfferedModel("m", List.of("chat"), null, micros, micros, null))),
        ADMIN);
  }

  /** Answers are asked of these connections' first models, in this order. */
  public void route(Connection... chain) {
    route(ModelFunction.ANSWER, chain);
  }

  /** This is asked of these connections' first models, in this order, and nothing else of any. */
  public void route(ModelFunction function, Connection... chain) {
    var names = new ArrayList<ModelName>();
    for (var connection : chain) {
      names.add(new ModelName(connection.name(), connection.models().getFirst().name()));
    }
    routes.replace(
        new Routing(
            Routing.Mode.OWN,
            Routing.Tier.BALANCED,
            List.of(new Routing.FunctionRoute(function, null, null, names))),
        ADMIN);
  }

  public List<Invocation> log() {
    return invocations.list(InvocationFilter.ALL, 0, 50, ADMIN).items();
  }

  public static ModelRequest request(Label label) {
    return request(label, null);
  }

  public static ModelRequest request(Label label, @Nullable Map<String, Object> schema) {
    return new ModelRequest(
        ModelFunction.ANSWER, label, "Be brief.", "Say hello.", 16, schema, null);
  }

  @Override
  public void close() {
    parts.close();
    egress.close();
  }
}
