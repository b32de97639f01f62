// title: Ending the engine by force
// tries: to have the host end together with the engine
// ends: completed | trapped unreachable | exited 134

for (const owner of [std, os, globalThis]) {
  for (const name of ['abort', '_exit', 'quit', 'exit_', 'crash']) {
    try { owner[name]?.(); } catch (error) { console.log(error.name); }
  }
}
