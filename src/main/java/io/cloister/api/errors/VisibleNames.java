package io.cloister.api.errors;

import io.cloister.identity.VisibleText;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must not be blank shows something: {@link NotBlank} itself takes a zero-width space. */
@Configuration(proxyBeanMethods = false)
class VisibleNames {

  @Bean
  static ValidationConfigurationCustomizer notBlankIsVisible() {
    return configuration -> {
      var hibernate = (HibernateValidatorConfiguration) configuration;
      var mapping = hibernate.createConstraintMapping();
      mapping
          .constraintDefinition(NotBlank.class)
          .includeExistingValidators(false)
          .validatedBy(Shown.class);
      hibernate.addMapping(mapping);
    };
  }

  /** As {@link VisibleText} has it. */
  public static final class Shown implements ConstraintValidator<NotBlank, CharSequence> {

    @Override
    public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
      return VisibleText.isIn(text);
    }
  }
}
