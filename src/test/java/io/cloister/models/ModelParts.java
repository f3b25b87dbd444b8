package io.cloister.models;

import io.cloister.governance.Label;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.annotation.InitDestroyAnnotationBeanPostProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.RegexPatternTypeFilter;

/** The parts of the room, put together as the product does it, but for what other rooms give. */
final class ModelParts implements AutoCloseable {

  private static final Map<String, BeanDefinition> PARTS = scanned();

  private final DefaultListableBeanFactory parts = new DefaultListableBeanFactory();

  private static Map<String, BeanDefinition> scanned() {
    var registry = new SimpleBeanDefinitionRegistry();
    var scanner = new ClassPathBeanDefinitionScanner(registry);
    scanner.setIncludeAnnotationConfig(false);
    scanner.addExcludeFilter(
        new RegexPatternTypeFilter(Pattern.compile("io\\.cloister\\.models\\.builtin\\..*")));
    scanner.scan("io.cloister.models");
    return Arrays.stream(registry.getBeanDefinitionNames())
        .collect(Collectors.toMap(Function.identity(), registry::getBeanDefinition));
  }

  ModelParts() {
    var autowired = new AutowiredAnnotationBeanPostProcessor();
    autowired.setBeanFactory(parts);
    parts.addBeanPostProcessor(autowired);
    var ending = new InitDestroyAnnotationBeanPostProcessor();
    ending.addDestroyAnnotationType(PreDestroy.class);
    parts.addBeanPostProcessor(ending);
    ApplicationEventPublisher nobody = _ -> {};
    parts.registerResolvableDependency(ApplicationEventPublisher.class, nobody);
    PARTS.forEach(parts::registerBeanDefinition);
    setting("cost.CostProperties", Currency.getInstance("EUR"));
    setting("log.QueueProperties", Duration.ofSeconds(1), 10_000);
    setting("program.RelayProperties", Label.INTERNAL, 64);
  }

  private void setting(String name, Object... values) {
    var definition = new RootBeanDefinition();
    definition.setBeanClassName("io.cloister.models." + name);
    for (var value : values) {
      definition.getConstructorArgumentValues().addGenericArgumentValue(value);
    }
    parts.registerBeanDefinition(name, definition);
  }

  /** What the parts need of others; to be told before any of them is asked for. */
  void given(Object... singletons) {
    for (var singleton : singletons) {
      parts.registerSingleton(singleton.getClass().getName(), singleton);
    }
  }

  <T> T get(Class<T> type) {
    return parts.getBean(type);
  }

  /** Another one, which knows nothing but what is stored. */
  <T> T anew(Class<T> type) {
    return parts.createBean(type);
  }

  @Override
  public void close() {
    parts.destroySingletons();
  }
}
