package io.cloister;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * Starts the whole product: one process, one data folder. Beans are named by their full class name,
 * so that the front rooms may call their controllers alike.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class Cloister {

  public static void main(String[] arguments) {
    VectorModule.ensure();
    SpringApplication.run(Cloister.class, arguments);
  }
}
