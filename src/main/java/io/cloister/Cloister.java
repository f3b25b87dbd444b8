package io.cloister;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the whole product: one process, one data folder. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Cloister {

  public static void main(String[] arguments) {
    SpringApplication.run(Cloister.class, arguments);
  }
}
