// The native reference of `npm run bench`: the same models on std::priority_queue, written as one
// would write them in C++ without a library. Started by bench/kernel.ts, which compiles it on the
// spot; by hand:
//
//   g++ -O3 -march=native -std=c++17 -o kernel bench/native/kernel.cpp
//   ./kernel MODEL PENDING WARM_UP MEASURED SEED CLOCK
//
// Both spans are in mean increments of the model; CLOCK is wall or cpu. Prints one line of JSON:
// {"perSecond", "peakRssMiB", "check"}.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <fstream>
#include <functional>
#include <queue>
#include <string>
#include <vector>

// xoshiro128++ 1.0 (Blackman and Vigna, public domain), seeded by splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (auto& word : state_) {
      seed += 0x9e3779b97f4a7c15ULL;
      std::uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
      word = static_cast<std::uint32_t>(z ^ (z >> 31));
    }
  }

  // In [0, 1) with 53 random bits.
  double uniform() {
    const std::uint64_t high = next() >> 5;
    const std::uint64_t low = next() >> 6;
    return static_cast<double>(high * 67108864ULL + low) * 0x1p-53;
  }

  double exponential(double mean) { return -mean * std::log(1 - uniform()); }

 private:
  static std::uint32_t rotate(std::uint32_t x, int by) { return (x << by) | (x >> (32 - by)); }

  std::uint32_t next() {
    const std::uint32_t result = rotate(state_[0] + state_[3], 7) + state_[0];
    const std::uint32_t t = state_[1] << 9;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotate(state_[3], 11);
    return result;
  }

  std::uint32_t state_[4];
};

// What a run is judged by: events of interest since the warm-up, and the figure theory knows.
struct Outcome {
  double done = 0;
  double check = 0;
};

// ------------------------------------------------------------------------------------------ HOLD

struct Hold {
  double time;
  std::uint64_t serial;
  std::uint64_t who;
  bool operator<(const Hold& other) const {
    return time != other.time ? time > other.time : serial > other.serial;
  }
};

class HoldModel {
 public:
  HoldModel(std::size_t pending, std::uint64_t seed) : random_(seed) {
    std::vector<Hold> room;
    room.reserve(pending + 1);
    agenda_ = std::priority_queue<Hold>(std::less<Hold>(), std::move(room));
    for (std::size_t who = 0; who < pending; who++) {
      agenda_.push({random_.exponential(1), serial_++, who});
    }
  }

  void run(double until) {
    while (agenda_.top().time <= until) {
      const Hold event = agenda_.top();
      agenda_.pop();
      agenda_.push({event.time + random_.exponential(1), serial_++, event.who});
      holds_++;
    }
  }

  void reset(double) { holds_ = 0; }
  Outcome outcome(double span) const { return {holds_, holds_ / span}; }

 private:
  Random random_;
  std::priority_queue<Hold> agenda_;
  std::uint64_t serial_ = 0;
  double holds_ = 0;
};

// ---------------------------------------------------------------------------------------- queues

struct Event {
  double time;
  std::uint64_t serial;
  std::int32_t kind;
  std::int32_t who;
  bool operator<(const Event& other) const {
    return time != other.time ? time > other.time : serial > other.serial;
  }
};

class Agenda {
 public:
  void schedule(double time, std::int32_t kind, std::int32_t who) {
    events_.push({time, serial_++, kind, who});
  }
  bool takeUntil(double until, Event& event) {
    if (events_.top().time > until) return false;
    event = events_.top();
    events_.pop();
    return true;
  }

 private:
  std::priority_queue<Event> events_;
  std::uint64_t serial_ = 0;
};

// One server with Poisson arrivals: exponential service, or hyperexponential (nine in ten customers
// of mean 0.5, one in ten of mean 5.5).
template <bool kHyper>
class SingleServer {
 public:
  SingleServer(double arrivalRate, std::uint64_t seed)
      : random_(seed), meanInterarrival_(1 / arrivalRate) {
    agenda_.schedule(random_.exponential(meanInterarrival_), kArrive, 0);
  }

  void run(double until) {
    Event event;
    while (agenda_.takeUntil(until, event)) {
      switch (event.kind) {
        case kArrive:
          agenda_.schedule(event.time + random_.exponential(meanInterarrival_), kArrive, 0);
          if (isBusy_) {
            line_.push_back(event.time);
          } else {
            isBusy_ = true;
            start(event.time, event.time);
          }
          break;
        case kDepart:
          done_++;
          if (line_.empty()) {
            isBusy_ = false;
          } else {
            const double arrivedAt = line_.front();
            line_.pop_front();
            start(event.time, arrivedAt);
          }
          break;
      }
    }
  }

  void reset(double) { done_ = starts_ = waited_ = 0; }
  Outcome outcome(double) const { return {done_, waited_ / starts_}; }

 private:
  enum Kind { kArrive, kDepart };

  void start(double now, double arrivedAt) {
    starts_++;
    waited_ += now - arrivedAt;
    double mean = 1;
    if (kHyper) mean = random_.uniform() < 0.9 ? 0.5 : 5.5;
    agenda_.schedule(now + random_.exponential(mean), kDepart, 0);
  }

  Random random_;
  double meanInterarrival_;
  Agenda agenda_;
  std::deque<double> line_;
  bool isBusy_ = false;
  double done_ = 0;
  double starts_ = 0;
  double waited_ = 0;
};

// Three exponential servers in a row; the check is the mean time from door to door.
class Tandem {
 public:
  Tandem(double arrivalRate, std::uint64_t seed)
      : random_(seed), meanInterarrival_(1 / arrivalRate) {
    agenda_.schedule(random_.exponential(meanInterarrival_), kArrive, 0);
  }

  void run(double until) {
    Event event;
    while (agenda_.takeUntil(until, event)) {
      switch (event.kind) {
        case kArrive:
          agenda_.schedule(event.time + random_.exponential(meanInterarrival_), kArrive, 0);
          join(0, event.time, event.time);
          break;
        case kFinish:
          finish(event.who, event.time);
          break;
      }
    }
  }

  void reset(double) { done_ = sojourn_ = 0; }
  Outcome outcome(double) const { return {done_, sojourn_ / done_}; }

 private:
  enum Kind { kArrive, kFinish };
  static constexpr int kStations = 3;

  // The front of a line is in service.
  void join(int station, double now, double arrivedAt) {
    lines_[station].push_back(arrivedAt);
    if (lines_[station].size() == 1) start(station, now);
  }

  void start(int station, double now) {
    agenda_.schedule(now + random_.exponential(1), kFinish, station);
  }

  void finish(int station, double now) {
    const double arrivedAt = lines_[station].front();
    lines_[station].pop_front();
    if (!lines_[station].empty()) start(station, now);
    if (station + 1 < kStations) {
      join(station + 1, now, arrivedAt);
    } else {
      done_++;
      sojourn_ += now - arrivedAt;
    }
  }

  Random random_;
  double meanInterarrival_;
  Agenda agenda_;
  std::deque<double> lines_[kStations];
  double done_ = 0;
  double sojourn_ = 0;
};

// Central server: think (mean 10), then CPU (mean 0.2); after it one half goes home, one quarter to
// each disk (means 0.6 and 0.4) and from there to the CPU again. The check is cycles per unit time.
class Closed {
 public:
  Closed(int jobs, std::uint64_t seed) : random_(seed) {
    for (int job = 0; job < jobs; job++) think(0, job);
  }

  void run(double until) {
    Event event;
    while (agenda_.takeUntil(until, event)) {
      switch (event.kind) {
        case kThought:
          join(kCpu, event.time, event.who);
          break;
        case kFinish:
          finish(event.who, event.time);
          break;
      }
    }
  }

  void reset(double) { done_ = 0; }
  Outcome outcome(double span) const { return {done_, done_ / span}; }

 private:
  enum Kind { kThought, kFinish };
  enum Place { kCpu, kFirstDisk, kSecondDisk, kPlaces };

  void think(double now, int job) {
    agenda_.schedule(now + random_.exponential(10), kThought, job);
  }

  void join(int place, double now, int job) {
    lines_[place].push_back(job);
    if (lines_[place].size() == 1) start(place, now);
  }

  void start(int place, double now) {
    static constexpr double kMeans[kPlaces] = {0.2, 0.6, 0.4};
    agenda_.schedule(now + random_.exponential(kMeans[place]), kFinish, place);
  }

  void finish(int place, double now) {
    const int job = lines_[place].front();
    lines_[place].pop_front();
    if (!lines_[place].empty()) start(place, now);
    if (place != kCpu) return join(kCpu, now, job);
    const double u = random_.uniform();
    if (u >= 0.5) return join(u < 0.75 ? kFirstDisk : kSecondDisk, now, job);
    done_++;
    think(now, job);
  }

  Random random_;
  Agenda agenda_;
  std::deque<int> lines_[kPlaces];
  double done_ = 0;
};

// ------------------------------------------------------------------------------------------ main

// High-water mark of this program's own memory: what getrusage tells includes its parent's.
double peakRssMiB() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    double kib;
    if (word == "VmHWM:" && status >> kib) return kib / 1024;
  }
  return 0;
}

double secondsOf(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class Model>
int measure(Model model, double warmUp, double measured, clockid_t clock) {
  model.run(warmUp);
  model.reset(warmUp);
  const double start = secondsOf(clock);
  model.run(warmUp + measured);
  const double took = secondsOf(clock) - start;
  const Outcome outcome = model.outcome(measured);
  std::printf("{\"perSecond\":%.1f,\"peakRssMiB\":%.1f,\"check\":%.9g}\n",
              outcome.done / took, peakRssMiB(), outcome.check);
  return 0;
}

int main(int count, char** words) {
  if (count != 7) {
    std::fprintf(stderr, "usage: kernel MODEL PENDING WARM_UP MEASURED SEED CLOCK\n");
    return 2;
  }
  const std::string model = words[1];
  const int pending = std::atoi(words[2]);
  const double warmUp = std::atof(words[3]);
  const double measured = std::atof(words[4]);
  const std::uint64_t seed = std::strtoull(words[5], nullptr, 10);
  const bool isCpu = std::string(words[6]) == "cpu";
  const clockid_t clock = isCpu ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC;
  if (model == "hold") return measure(HoldModel(pending, seed), warmUp, measured, clock);
  if (model == "mm1") return measure(SingleServer<false>(0.9, seed), warmUp, measured, clock);
  if (model == "mg1") return measure(SingleServer<true>(0.8, seed), warmUp, measured, clock);
  if (model == "tandem") return measure(Tandem(0.8, seed), warmUp, measured, clock);
  if (model == "closed") return measure(Closed(pending, seed), warmUp, measured, clock);
  std::fprintf(stderr, "no model %s\n", words[1]);
  return 2;
}
