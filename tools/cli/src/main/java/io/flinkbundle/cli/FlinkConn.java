/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.flinkbundle.cli;

import io.flinkbundle.cli.command.ApplyCommand;
import io.flinkbundle.cli.command.ConnectorsCommand;
import io.flinkbundle.cli.command.DdlCommand;
import io.flinkbundle.cli.command.DoctorCommand;
import io.flinkbundle.cli.command.ExportCommand;
import io.flinkbundle.cli.command.GlobalOptions;
import io.flinkbundle.cli.command.LocalCommand;
import io.flinkbundle.cli.command.RunCommand;
import io.flinkbundle.cli.command.VerifyCommand;
import io.flinkbundle.cli.output.Console;

import org.apache.flink.annotation.Internal;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;

/**
 * The command line of the bundle.
 *
 * <p>Nothing here and in the classes of commands touches Flink before a command runs, so that help
 * and completion do not wait for it.
 */
@Internal
@Command(
        name = "flink-conn",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "COMMAND",
        description = "Says what is wrong with a script before it becomes a job.",
        subcommands = {
            VerifyCommand.class,
            ConnectorsCommand.class,
            DdlCommand.class,
            RunCommand.class,
            ExportCommand.class,
            ApplyCommand.class,
            DoctorCommand.class,
            LocalCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0:nothing to complain about",
            "1:something is wrong with what was looked at, and said so",
            "2:the command line is wrong",
            "3:the command could not do its work",
            "130:interrupted"
        })
public final class FlinkConn implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private FlinkConn() {}

    public static void main(String[] arguments) {
        Logging.silence(arguments);
        System.exit(commandLine().execute(arguments));
    }

    /** The commands, with the way in which they report failures. */
    public static CommandLine commandLine() {
        CommandLine commandLine =
                new CommandLine(new FlinkConn())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setParameterExceptionHandler(FlinkConn::refuse)
                        .setExecutionExceptionHandler(FlinkConn::report);
        tellVersion(commandLine);
        return commandLine;
    }

    /** Every command has --version; they all have the same one. */
    private static void tellVersion(CommandLine commandLine) {
        commandLine.getCommandSpec().versionProvider(new ToolVersion());
        commandLine.getSubcommands().values().forEach(FlinkConn::tellVersion);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    /** One line: the whole help would bury it. */
    private static int refuse(ParameterException wrong, String[] arguments) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println("flink-conn: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return ExitCodes.USAGE;
    }

    private static int report(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        Console console = Console.of(commandLine);
        console.error("flink-conn: " + Failures.explain(failure));
        if (GlobalOptions.wantsStackTraces(parsed)) {
            console.stackTrace(failure);
        }
        return failure instanceof CommandFailedException failed
                ? failed.exitCode()
                : ExitCodes.FAILED;
    }
}
