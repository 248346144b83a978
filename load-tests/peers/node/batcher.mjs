// Batching by hand: whatever waits when a run ends makes the next run.
export class Batcher {
  #model;
  #most;
  #waiting = [];
  #running = false;

  /** Runs at most so many jobs together. */
  constructor(model, most) {
    this.#model = model;
    this.#most = most;
  }

  /** The output of one job. */
  run(tensor) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ tensor, resolve, reject });
      if (!this.#running) {
        this.#running = true;
        setImmediate(() => this.#drain()); // lets in what else has come in this turn
      }
    });
  }

  async #drain() {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#most);
      try {
        const outputs = await this.#model.run(batch.map(job => job.tensor));
        batch.forEach((job, index) => job.resolve(outputs[index]));
      } catch (error) {
        batch.forEach(job => job.reject(error));
      }
      await new Promise(setImmediate); // lets their successors in before the next run
    }
    this.#running = false;
  }
}
