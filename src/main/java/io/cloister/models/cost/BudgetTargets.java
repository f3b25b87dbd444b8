package io.cloister.models.cost;

import io.cloister.identity.GroupId;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.identity.Person;
import io.cloister.models.ModelFunction;
import io.cloister.models.connection.Connections;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds what a budget is about, by id or by name. */
@Component
class BudgetTargets {

  private final Connections connections;
  private final People people;
  private final Groups groups;

  BudgetTargets(Connections connections, People people, Groups groups) {
    this.connections = connections;
    this.people = people;
    this.groups = groups;
  }

  record Target(String id, String name) {}

  Optional<Target> find(Budget.Scope scope, String asked) {
    return switch (scope) {
      case ALL -> asked.isEmpty() ? Optional.of(new Target("", "")) : Optional.empty();
      case CONNECTION ->
          connections.all().stream()
              .map(each -> new Target(each.id().toString(), each.name()))
              .filter(each -> isMeant(each, asked))
              .findFirst();
      case FUNCTION ->
          Arrays.stream(ModelFunction.values())
              .map(each -> new Target(each.word(), each.word()))
              .filter(each -> each.id().equals(asked))
              .findFirst();
      case USER ->
          people.all().stream()
              .map(each -> new Target(each.id().toString(), each.name()))
              .filter(each -> isMeant(each, asked))
              .findFirst();
      case GROUP ->
          groups.all().stream()
              .map(each -> new Target(each.id().toString(), each.name()))
              .filter(each -> isMeant(each, asked))
              .findFirst();
    };
  }

  private static boolean isMeant(Target target, String asked) {
    return target.id().equals(asked) || target.name().equalsIgnoreCase(asked);
  }

  /** The sign-in names of those who are in a group now. */
  List<String> members(String group) {
    return groups.find(new GroupId(UUID.fromString(group))).stream()
        .flatMap(found -> found.members().stream())
        .flatMap(member -> people.find(member).stream())
        .map(Person::name)
        .toList();
  }

  /** How the target of a budget is called now; as it was called before if it is gone. */
  String name(Budget budget) {
    return find(budget.scope(), budget.target()).map(Target::name).orElse(budget.name());
  }
}
