package io.forebay.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A build of Forebay without one of its guards: a class of it, changed after the compiler, for a
 * class path on which it comes first. What is shipped has no switch for it.
 */
enum Mutant {
    /** Every submission is a new job, also when its id was seen before. */
    NO_DEDUPLICATION(
            "io.forebay.dispatcher.flight.Roster",
            "knows",
            Mutant.returning(code -> code.iconst_0().ireturn())),

    /** Any attempt of any flight of the content lands what is in the air. */
    NO_FENCING(
            "io.forebay.dispatcher.flight.InTheAir",
            "awaits",
            Mutant.returning(code -> code.iconst_1().ireturn())),

    /** Work is committed when it is taken instead of when it is done. */
    NO_OFFSET_DISCIPLINE(
            "io.forebay.worker.poll.PartitionOffsets",
            "open",
            Mutant.withoutCallsOf("add", code -> code.pop2().iconst_1())),

    /** A view is believed also while it is being rebuilt. */
    NO_DOUBT(
            "io.forebay.results.reader.ReadRules",
            "doubt",
            Mutant.returning(code ->
                    code.invokestatic(
                                    ClassDesc.of(Optional.class.getName()),
                                    "empty",
                                    MethodTypeDesc.of(ClassDesc.of(Optional.class.getName())))
                            .areturn()));

    private final String type;
    private final String method;
    private final Rewrite rewrite;

    Mutant(String type, String method, Rewrite rewrite) {
        this.type = type;
        this.method = method;
        this.rewrite = rewrite;
    }

    /** A change of one method. */
    private interface Rewrite {

        /**
         * @param changes counts what was changed
         */
        ClassTransform of(String method, AtomicInteger changes);
    }

    /** Writes the changed class into a directory, to be put before the rest of a class path. */
    String classPath(Path directory, String rest) {
        String file = type.replace('.', '/') + ".class";
        AtomicInteger changes = new AtomicInteger();
        try (InputStream original = Mutant.class.getResourceAsStream("/" + file)) {
            if (original == null) {
                throw new IllegalStateException("there is no class " + type + " any more");
            }
            ClassFile format = ClassFile.of();
            byte[] changed =
                    format.transformClass(
                            format.parse(original.readAllBytes()), rewrite.of(method, changes));
            if (changes.get() == 0) {
                throw new IllegalStateException(
                        "%s.%s is not as %s expects it".formatted(type, method, this));
            }
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            Files.write(target, changed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change " + type, e);
        }
        return directory + java.io.File.pathSeparator + rest;
    }

    /** The method does this and nothing else. */
    private static Rewrite returning(Consumer<CodeBuilder> body) {
        return (method, changes) ->
                ClassTransform.transformingMethods(
                        one -> one.methodName().equalsString(method),
                        (builder, element) -> {
                            if (element instanceof CodeModel) {
                                changes.incrementAndGet();
                                builder.withCode(body);
                            } else {
                                builder.with(element);
                            }
                        });
    }

    /** Calls within the method are replaced. */
    private static Rewrite withoutCallsOf(String callee, Consumer<CodeBuilder> instead) {
        return (method, changes) ->
                ClassTransform.transformingMethodBodies(
                        one -> one.methodName().equalsString(method),
                        (builder, element) -> {
                            if (element instanceof InvokeInstruction call
                                    && call.name().equalsString(callee)) {
                                changes.incrementAndGet();
                                instead.accept(builder);
                            } else {
                                builder.with(element);
                            }
                        });
    }
}
