package io.cloister.models.builtin;

import io.cloister.Cloister;
import io.cloister.governance.Label;
import io.cloister.models.Embedder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;

/** The whole product, but that no passage is embedded: all else is as it is. */
final class WithoutVectors {

  private WithoutVectors() {}

  public static void main(String... arguments) {
    var application = new SpringApplication(Cloister.class);
    application.addInitializers(
        context -> context.getBeanFactory().addBeanPostProcessor(new InPlaceOfTheEmbedder()));
    application.run(arguments);
  }

  private static final class InPlaceOfTheEmbedder implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof BuiltinEmbedder embedder ? new NoPassages(embedder) : bean;
    }
  }

  /** Counts tokens, so that texts are cut as ever; its vectors say nothing and take no time. */
  private record NoPassages(Embedder counting) implements Embedder {

    @Override
    public String name() {
      return counting.name();
    }

    @Override
    public String fingerprint() {
      return "none";
    }

    @Override
    public int dimensions() {
      return counting.dimensions();
    }

    @Override
    public int window() {
      return counting.window();
    }

    @Override
    public int countTokens(String text) {
      return counting.countTokens(text);
    }

    @Override
    public boolean isMadeFor(String text) {
      return counting.isMadeFor(text);
    }

    @Override
    public float[] embed(String text) {
      var vector = new float[dimensions()];
      vector[0] = 1;
      return vector;
    }

    @Override
    public boolean mayRead(Label label) {
      return false;
    }
  }
}
