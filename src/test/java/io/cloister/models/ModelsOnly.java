package io.cloister.models;

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
import io.cloister.models.keys.Sealings;
import io.cloister.models.relay.Overseers;
import io.cloister.models.relay.Upstreams;
import io.cloister.models.wire.Wire;
import io.cloister.models.wire.Wires;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
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
final class ModelsOnly implements AutoCloseable {

  static final Actor ADMIN =
      new Actor(new UserId(UUID.randomUUID()), "admin", Role.ADMIN, Set.of());
  static final Actor STAFF =
      new Actor(new UserId(UUID.randomUUID()), "staff", Role.STAFF, Set.of());
  static final String KEY = "sk-canary-0123456789abcdef";

  final JdbcClient jdbc;
  final Connections connections;
  final SealedSecrets secrets;
  final PersonalConnections personal;
  final Catalogue catalogue;
  final Routes routes;
  final RouterRules rules;
  final Invocations invocations;
  final Usages usages;
  final ModelLogging logging;
  final InvocationRows rows;
  final InvocationQueue queue;
  final Spending spending;
  final Budgets budgets;
  final People people;
  final Groups groups;
  final AuditTrail audit;
  final Prompts prompts;
  final Agents agents;
  final Wire wire;
  final ModelGateway gateway;
  final Shadows shadows;
  private final ShadowCalls shadowCalls;
  final ModelRelay relay;
  final Turns turns;
  final Probe probe;
  final DataSourceTransactionManager transactions;
  private final io.cloister.egress.Egress egress;
  private final Overseers overseers = Upstreams.overseers();

  ModelsOnly(Path folder) {
    this(folder, Duration.ofMillis(2500));
  }

  /**
   * @param total for a whole reply; the waits within it are a quarter of it and less
   */
  ModelsOnly(Path folder, Duration total) {
    this(
        folder,
        new ModelProperties(
            total.dividedBy(4),
            total.dividedBy(6),
            total,
            2,
            Duration.ofMillis(1500),
            5,
            Duration.ofSeconds(30),
            Duration.ofMillis(300),
            2));
  }

  ModelsOnly(Path folder, ModelProperties properties) {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    for (var script :
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
            "V021__model_shadows")) {
      new ResourceDatabasePopulator(new ClassPathResource("db/migration/" + script + ".sql"))
          .execute(database);
    }
    jdbc = JdbcClient.create(database);
    var json = JsonMapper.builder().build();
    var clock = Clock.systemUTC();
    audit = AuditTrails.on(jdbc, json, clock);
    var transactions = new DataSourceTransactionManager(database);
    people = Accounts.people(jdbc, clock);
    groups = Accounts.groups(jdbc, clock);
    var connectionRows = new ConnectionRows(jdbc, json, clock);
    var keys = new Sealings(folder.resolve("master.key"));
    var secretRows = new SecretRows(jdbc, connectionRows);
    connections =
        new Connections(
            connectionRows,
            new ConnectionSecrets(secretRows, keys.sealing()),
            audit,
            new NoEmbedder());
    var personalRows = new PersonalRows(jdbc);
    personal =
        new PersonalConnections(
            connectionRows, new ConnectionSecrets(secretRows, keys.sealing()), personalRows, audit);
    secrets =
        new SealedSecrets(
            secretRows, new AlertRows(jdbc), keys.sealing(), keys.rotation(), audit, transactions);
    catalogue = new Catalogue(new CatalogueRows(jdbc, connectionRows), connections, groups, audit);
    egress = Egresses.on(jdbc, connections);
    wire = Wires.of(egress, json);
    var breakers = new Breakers(properties, clock);
    var ruleRows = new RuleRows(jdbc);
    var router = new Router(ruleRows, new ModelSpeeds(jdbc));
    routes = new Routes(new RouteRows(jdbc), connections, new Policies(), breakers, router, audit);
    rules = new RouterRules(ruleRows, routes, connections, audit);
    rows = new InvocationRows(new JdbcTemplate(database), transactions);
    queue = new InvocationQueue(rows);
    invocations = new Invocations(jdbc, queue, audit);
    usages = new Usages(jdbc, queue, connections);
    logging = new ModelLogging(jdbc, audit, clock);
    spending = spending(clock);
    budgets =
        new Budgets(
            new BudgetRows(jdbc),
            new BudgetTargets(connections, people, groups),
            spending,
            usages,
            audit,
            new CostProperties(Currency.getInstance("EUR")),
            transactions);
    this.transactions = transactions;
    agents = new Agents(jdbc, audit, clock);
    prompts = prompts();
    var log = new InvocationLog(queue, logging, clock);
    turns = new Turns(properties);
    var means =
        new RoutedCall.Means(
            routes,
            new Whose(connections, personalRows),
            spending,
            new ExactCache(),
            prompts,
            agents,
            new ModelCall.Means(
                connections, wire, breakers, turns, new Manners(), log, properties));
    var shadowRows = new ShadowRows(jdbc, connectionRows);
    shadowCalls = new ShadowCalls(shadowRows, means);
    shadows = new Shadows(shadowRows, shadowCalls, routes, queue, jdbc, audit, clock);
    gateway = new RoutedGateway(means, shadowCalls);
    var programs = new RelayProperties(Label.INTERNAL, 64);
    relay =
        new ModelRelay(
            routes,
            connections,
            new Whose(connections, personalRows),
            catalogue,
            breakers,
            log,
            new RelayCalls(
                connections,
                new NoEmbedder(),
                Upstreams.of(egress),
                overseers,
                turns,
                log,
                properties,
                programs,
                json,
                clock),
            spending,
            programs);
    probe = new Probe(connections, wire, json);
  }

  /** The prompts as a process would know them that began now. */
  Prompts prompts() {
    return new Prompts(
        new ShippedPrompts(), new PromptRows(jdbc), audit, Clock.systemUTC(), transactions);
  }

  /** The budgets as a process would know them that began at this time. */
  Spending spending(Clock clock) {
    var rows = new BudgetRows(jdbc);
    return new Spending(rows, new BudgetAlerts(rows, audit, _ -> {}, clock), clock);
  }

  Connection connect(String name, URI address, Boundary boundary) {
    return connect(name, address, boundary, KEY, "scripted");
  }

  Connection connect(
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

  /** Answers are asked of these connections' first models, in this order. */
  void route(Connection... chain) {
    var names = new ArrayList<ModelName>();
    for (var connection : chain) {
      names.add(new ModelName(connection.name(), connection.models().getFirst().name()));
    }
    routes.replace(
        new Routing(
            Routing.Mode.OWN,
            Routing.Tier.BALANCED,
            List.of(new Routing.FunctionRoute(ModelFunction.ANSWER, null, null, names))),
        ADMIN);
  }

  List<Invocation> log() {
    return invocations.list(InvocationFilter.ALL, 0, 50, ADMIN).items();
  }

  static ModelRequest request(Label label) {
    return request(label, null);
  }

  static ModelRequest request(Label label, @Nullable Map<String, Object> schema) {
    return new ModelRequest(
        ModelFunction.ANSWER, label, "Be brief.", "Say hello.", 16, schema, null);
  }

  @Override
  public void close() {
    try {
      shadowCalls.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    overseers.close();
    egress.close();
  }

  private static final class NoEmbedder implements Embedder {

    @Override
    public String name() {
      return "all-minilm-l6-v2";
    }

    @Override
    public String fingerprint() {
      return "none";
    }

    @Override
    public int dimensions() {
      return 384;
    }

    @Override
    public int window() {
      return 256;
    }

    @Override
    public int countTokens(String text) {
      return 1;
    }

    @Override
    public boolean isMadeFor(String text) {
      return false;
    }

    @Override
    public float[] embed(String text) {
      throw new UnsupportedOperationException();
    }
  }
}
